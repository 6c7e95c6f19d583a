package dev.pgexport.postgres.connection.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where to connect, as whom, and to which database. */
public final class Login {
    private final Parameters parameters;
    private final List<Endpoint> endpoints;
    private final SessionRequirement requirement;
    private final boolean balanced;
    private final String user;
    private final String database;
    private final PasswordFile passwordFile;

    public Login(Parameters parameters, Map<String, String> environment) {
        this.parameters = parameters;
        this.endpoints = Endpoints.of(parameters);
        this.requirement = SessionRequirement.of(parameters);
        this.balanced = parameters
                .choice(Keyword.LOAD_BALANCE_HOSTS, List.of("disable", "random"))
                .equals("random");
        this.user = parameters.get(Keyword.USER).orElseGet(Login::systemUser);
        this.database = parameters.get(Keyword.DBNAME).orElse(user);
        this.passwordFile = new PasswordFile(parameters
                .get(Keyword.PASSFILE)
                .map(Path::of)
                .orElseGet(() -> Home.of(environment).resolve(".pgpass")));
    }

    private static String systemUser() {
        String name = System.getProperty("user.name", "?");
        if (name.isEmpty() || name.equals("?")) {
            throw new ExportException(Kind.CONFIGURATION, "the connection has no user, and the system's has no name")
                    .withAdvice("perhaps give user=... or PGUSER");
        }
        return name;
    }

    Parameters parameters() {
        return parameters;
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    SessionRequirement requirement() {
        return requirement;
    }

    boolean balanced() {
        return balanced;
    }

    public String user() {
        return user;
    }

    public String database() {
        return database;
    }

    PasswordFile passwordFile() {
        return passwordFile;
    }

    String applicationName() {
        return parameters
                .get(Keyword.APPLICATION_NAME)
                .or(() -> parameters.get(Keyword.FALLBACK_APPLICATION_NAME))
                .orElse("pgexport");
    }

    Optional<String> keyPassword() {
        return parameters.get(Keyword.SSLPASSWORD);
    }

    /** Return the password for a new connection; asked for each time, since it may have changed. */
    Optional<String> password(Endpoint endpoint) {
        return parameters.get(Keyword.PASSWORD).or(() -> filePassword(endpoint));
    }

    boolean takesPasswordFromFile(Endpoint endpoint) {
        return parameters.get(Keyword.PASSWORD).isEmpty()
                && filePassword(endpoint).isPresent();
    }

    private Optional<String> filePassword(Endpoint endpoint) {
        return passwordFile.find(names(endpoint), endpoint.port(), database, user);
    }

    /** Return what no message may tell, unless it is told already: a user may have chosen the user's name for a password. */
    List<String> secrets(Endpoint endpoint) {
        return Stream.of(password(endpoint), keyPassword())
                .flatMap(Optional::stream)
                .filter(secret -> !secret.equals(user) && !secret.equals(database))
                .toList();
    }

    /** A password file calls the sockets in the default directory localhost. */
    private static Set<String> names(Endpoint endpoint) {
        Set<String> names = new LinkedHashSet<>(List.of(endpoint.host()));
        if (endpoint instanceof Endpoint.Unix && Endpoints.SOCKET_DIRECTORIES.contains(endpoint.host())) {
            names.add("localhost");
        }
        return names;
    }

    /** Return text for messages: servers, database and user, without secrets. */
    public String describe(List<Endpoint> servers) {
        String hosts = servers.stream().map(Object::toString).collect(Collectors.joining(","));
        return hosts + "/" + database + " as " + user;
    }

    public String describeAll() {
        return describe(endpoints);
    }
}
