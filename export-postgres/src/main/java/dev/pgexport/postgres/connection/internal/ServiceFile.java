package dev.pgexport.postgres.connection.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The connection service file: named sets of connection parameters.
 *
 * <p>Source: PostgreSQL documentation, "The Connection Service File" of libpq.
 */
final class ServiceFile {
    /** Where distributions keep the file for all users, which libpq knows from its build. */
    private static final List<String> SYSTEM_DIRECTORIES =
            List.of("/etc/postgresql-common", "/etc/sysconfig/pgsql", "/usr/local/pgsql/etc");

    private ServiceFile() {}

    /**
     * Return the service's parameters, from the user's file or else from the system's.
     *
     * @throws ExportException of kind CONFIGURATION when no file defines the service, or its definition is wrong
     */
    static Map<Keyword, String> lookUp(String service, Optional<String> explicitFile, Map<String, String> environment) {
        Optional<Path> named = explicitFile
                .or(() -> Optional.ofNullable(environment.get("PGSERVICEFILE")))
                .filter(file -> !file.isEmpty())
                .map(Path::of);
        if (named.isPresent() && !Files.exists(named.get())) {
            throw new ExportException(Kind.CONFIGURATION, "the service file " + named.get() + " does not exist")
                    .withAdvice("perhaps correct PGSERVICEFILE");
        }
        List<Path> files = new ArrayList<>();
        files.add(named.orElseGet(() -> Home.of(environment).resolve(".pg_service.conf")));
        Optional.ofNullable(environment.get("PGSYSCONFDIR"))
                .map(Stream::of)
                .orElseGet(SYSTEM_DIRECTORIES::stream)
                .forEach(directory -> files.add(Path.of(directory, "pg_service.conf")));
        for (Path file : files) {
            Optional<Map<Keyword, String>> parameters = Files.exists(file) ? read(file, service) : Optional.empty();
            if (parameters.isPresent()) {
                return parameters.get();
            }
        }
        throw new ExportException(
                        Kind.CONFIGURATION,
                        "the service \"" + service + "\" is not defined in "
                                + String.join(
                                        ", ", files.stream().map(Path::toString).toList()))
                .withAdvice("perhaps correct its name, or point PGSERVICEFILE at the file that defines it");
    }

    private static Optional<Map<Keyword, String>> read(Path file, String service) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ExportException(Kind.CONFIGURATION, "the service file " + file + " cannot be read: " + e, e);
        }
        Map<Keyword, String> parameters = new EnumMap<>(Keyword.class);
        boolean found = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                if (found) {
                    break;
                }
                found = line.startsWith("[" + service + "]");
            } else if (found) {
                readParameter(line, file + " line " + (i + 1), parameters);
            }
        }
        return found ? Optional.of(parameters) : Optional.empty();
    }

    private static void readParameter(String line, String where, Map<Keyword, String> parameters) {
        int equals = line.indexOf('=');
        if (line.startsWith("ldap")) {
            throw new ExportException(
                    Kind.CONFIGURATION, "pgexport does not look up services by LDAP, as asked in " + where);
        }
        if (equals < 0) {
            throw new ExportException(Kind.CONFIGURATION, "syntax error in " + where + ": no \"=\"");
        }
        Keyword keyword = ConnectionString.keyword(line.substring(0, equals), where);
        if (keyword == Keyword.SERVICE || keyword == Keyword.SERVICEFILE) {
            throw new ExportException(Kind.CONFIGURATION, "a service cannot name another service: " + where);
        }
        parameters.putIfAbsent(keyword, line.substring(equals + 1));
    }
}
