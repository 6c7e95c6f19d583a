package dev.pgexport.postgres.connection.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The password file: lines of {@code host:port:database:user:password}; the first that matches counts.
 *
 * <p>Source: PostgreSQL documentation, "The Password File" of libpq.
 *
 * @param path where it is; it need not exist
 */
record PasswordFile(Path path) {
    private static final Logger LOGGER = LoggerFactory.getLogger(PasswordFile.class);
    private static final Set<PosixFilePermission> FOREIGN = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    /** Return the password of the first line that matches, with any of the names that the host has. */
    Optional<String> find(Set<String> hosts, int port, String database, String user) {
        if (!Files.exists(path) || !usable()) {
            return Optional.empty();
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(path, StandardCharsets.UTF_8);
        } catch (IOException e) {
            LOGGER.atWarn()
                    .addKeyValue("file", path)
                    .addKeyValue("cause", e.toString())
                    .log("password file not read");
            return Optional.empty();
        }
        return lines.stream()
                .filter(line -> !line.startsWith("#"))
                .map(PasswordFile::fields)
                .filter(fields -> fields.size() >= 5
                        && hosts.stream().anyMatch(host -> matches(fields.get(0), host))
                        && matches(fields.get(1), Integer.toString(port))
                        && matches(fields.get(2), database)
                        && matches(fields.get(3), user))
                .map(fields -> unescape(fields.get(4)))
                .findFirst();
    }

    private boolean usable() {
        if (!Files.isRegularFile(path)) {
            LOGGER.atWarn().addKeyValue("file", path).log("password file ignored: it is not a plain file");
            return false;
        }
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            if (permissions.stream().anyMatch(FOREIGN::contains)) {
                LOGGER.atWarn()
                        .addKeyValue("file", path)
                        .log("password file ignored: others may read it; perhaps chmod 0600");
                return false;
            }
        } catch (IOException e) {
            LOGGER.atWarn()
                    .addKeyValue("file", path)
                    .addKeyValue("cause", e.toString())
                    .log("password file ignored");
            return false;
        }
        return true;
    }

    /** Split at colons that no backslash precedes; escapes stay in. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                field.append(c).append(line.charAt(++i));
            } else if (c == ':') {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    private static boolean matches(String field, String value) {
        return field.equals("*") || unescape(field).equals(value);
    }

    private static String unescape(String field) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            if (field.charAt(i) == '\\' && i + 1 < field.length()) {
                i++;
            }
            text.append(field.charAt(i));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
