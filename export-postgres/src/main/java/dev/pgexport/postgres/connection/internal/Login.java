package dev.pgexport.postgres.connection.internal;

import dev.pgexport.api.Authentication;
import dev.pgexport.api.Credentials;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ServerAddress;
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
    private final boolean userGiven;
    private final String database;
    private final PasswordFile passwordFile;
    private final Optional<Authentication> authentication;

    /**
     * Make a login.
     *
     * @throws ExportException of kind CONFIGURATION when the parameters contradict each other or the authentication
     */
    public Login(Parameters parameters, Map<String, String> environment, Optional<Authentication> authentication) {
        this.parameters = parameters;
        this.authentication = authentication;
        this.endpoints = Endpoints.of(parameters);
        this.requirement = SessionRequirement.of(parameters);
        this.balanced = parameters
                .choice(Keyword.LOAD_BALANCE_HOSTS, List.of("disable", "random"))
                .equals("random");
        this.userGiven = parameters.get(Keyword.USER).isPresent();
        this.user = parameters
                .get(Keyword.USER)
                .or(() -> authentication.flatMap(chosen -> chosen.defaults().user()))
                .orElseGet(Login::systemUser);
        this.database = parameters.get(Keyword.DBNAME).orElse(user);
        this.passwordFile = new PasswordFile(parameters
                .get(Keyword.PASSFILE)
                .map(Path::of)
                .orElseGet(() -> Home.of(environment).resolve(".pgpass")));
        authentication.ifPresent(this::check);
    }

    private void check(Authentication chosen) {
        if (parameters.get(Keyword.PASSWORD).isPresent()) {
            throw new ExportException(
                            Kind.CONFIGURATION,
                            "the connection has a password, and the chosen authentication takes it from elsewhere")
                    .withAdvice("perhaps remove it from the connection string, the service file or PGPASSWORD, or use"
                            + " --auth password");
        }
        if (chosen.requiresTls() && endpoints.stream().anyMatch(Endpoint.Unix.class::isInstance)) {
            throw new ExportException(
                            Kind.CONFIGURATION,
                            "the chosen authentication needs TLS, which a Unix socket has not: " + describeAll())
                    .withAdvice("perhaps give the server's host");
        }
    }

    private static String systemUser() {
        String name = System.getProperty("user.name", "?");
        if (name.isEmpty() || name.equals("?")) {
            throw new ExportException(Kind.CONFIGURATION, "the connection has no user, and the system's has no name")
                    .withAdvice("perhaps give user=... or PGUSER");
        }
        return name;
    }

    /** Return the parameters that it was made of. */
    public Parameters parameters() {
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

    String applicationName() {
        return parameters
                .get(Keyword.APPLICATION_NAME)
                .or(() -> parameters.get(Keyword.FALLBACK_APPLICATION_NAME))
                .orElse("pgexport");
    }

    Optional<String> keyPassword() {
        return parameters.get(Keyword.SSLPASSWORD);
    }

    /**
     * Return who to be on a new connection; asked for each time, since it may have changed.
     *
     * @throws ExportException when the authentication cannot say, or says other than the parameters
     */
    Identity identity(Endpoint endpoint) {
        if (authentication.isEmpty()) {
            return new Identity(user, parameters.get(Keyword.PASSWORD).or(() -> filePassword(endpoint)));
        }
        return authenticated(authentication.get().credentials(address(endpoint), user));
    }

    private Identity authenticated(Credentials credentials) {
        boolean contradicted = userGiven && !credentials.user().equals(user);
        if (contradicted) {
            throw new ExportException(
                            Kind.CONFIGURATION,
                            "the connection names the user " + user + ", and the chosen authentication is for "
                                    + credentials.user())
                    .withAdvice("perhaps leave the user out of the connection string, the service file and PGUSER");
        }
        return new Identity(credentials.user(), Optional.of(credentials.password()));
    }

    /** Return who to be instead, when a server refused the password and there is another. */
    Optional<Identity> renewed(Identity refused, Endpoint endpoint) {
        boolean another = authentication.isPresent()
                && refused.password().isPresent()
                && authentication
                        .get()
                        .renew(new Credentials(
                                refused.user(), refused.password().get()));
        return another ? Optional.of(identity(endpoint)) : Optional.empty();
    }

    /** Return what to do about a refusal, if more is known than for every server. */
    Optional<String> advice(Endpoint endpoint, boolean ofPassword) {
        if (authentication.isPresent()) {
            return Optional.of(authentication.get().advice(address(endpoint), user));
        }
        boolean fromFile = ofPassword
                && parameters.get(Keyword.PASSWORD).isEmpty()
                && filePassword(endpoint).isPresent();
        return fromFile ? Optional.of("perhaps correct the password in " + passwordFile) : Optional.empty();
    }

    /**
     * Return whether credentials are to be tried before a program gets them: when they may be outdated, or when they are
     * for one server and it is not known yet which.
     */
    public boolean wantsTrial(boolean settled) {
        return authentication.isPresent() && (!settled || authentication.get().rotates());
    }

    private static ServerAddress address(Endpoint endpoint) {
        return new ServerAddress(endpoint.host(), endpoint.port());
    }

    private Optional<String> filePassword(Endpoint endpoint) {
        return passwordFile.find(names(endpoint), endpoint.port(), database, user);
    }

    /** Return what no message may tell, unless it is told already: a user may have chosen the user's name for a password. */
    List<String> secrets(Identity identity) {
        return Stream.of(identity.password(), keyPassword())
                .flatMap(Optional::stream)
                .filter(secret -> !secret.equals(identity.user()) && !secret.equals(database))
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
