package dev.pgexport.postgres.connection.internal;

import dev.pgexport.api.ConnectionDefaults;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a connection, with where they come from settled: the connection string before the service file
 * before the environment.
 *
 * <p>Source: PostgreSQL documentation, "Database Connection Control Functions" of libpq.
 */
public final class Parameters {
    private final Map<Keyword, String> values;

    private Parameters(Map<Keyword, String> values) {
        this.values = values;
    }

    /**
     * Settle the parameters.
     *
     * @throws ExportException of kind CONFIGURATION when the string, the service or a value is wrong
     */
    public static Parameters resolve(String connectionString, Map<String, String> environment) {
        Map<Keyword, String> values = new EnumMap<>(Keyword.class);
        values.putAll(ConnectionString.parse(connectionString));
        Optional<String> service = Optional.ofNullable(values.get(Keyword.SERVICE))
                .or(() -> Optional.ofNullable(environment.get("PGSERVICE")))
                .filter(name -> !name.isEmpty());
        service.ifPresent(
                name -> ServiceFile.lookUp(name, Optional.ofNullable(values.get(Keyword.SERVICEFILE)), environment)
                        .forEach(values::putIfAbsent));
        for (Keyword keyword : Keyword.values()) {
            keyword.variable().map(environment::get).ifPresent(value -> values.putIfAbsent(keyword, value));
        }
        if (!values.containsKey(Keyword.SSLMODE)
                && environment.getOrDefault("PGREQUIRESSL", "").startsWith("1")) {
            values.put(Keyword.SSLMODE, "require");
        }
        Parameters parameters = new Parameters(values);
        Unsupported.check(parameters);
        return parameters;
    }

    /** Return these parameters, with the server and the database they leave open; a port belongs to its host. */
    public Parameters withDefaults(ConnectionDefaults defaults) {
        Map<Keyword, String> filled = new EnumMap<>(Keyword.class);
        filled.putAll(values);
        if (get(Keyword.HOST).isEmpty()
                && get(Keyword.HOSTADDR).isEmpty()
                && defaults.host().isPresent()) {
            filled.put(Keyword.HOST, defaults.host().get());
            if (get(Keyword.PORT).isEmpty()) {
                defaults.port().ifPresent(port -> filled.put(Keyword.PORT, port.toString()));
            }
        }
        if (get(Keyword.DBNAME).isEmpty()) {
            defaults.database().ifPresent(database -> filled.put(Keyword.DBNAME, database));
        }
        return new Parameters(filled);
    }

    /** Return these parameters with another database. */
    public Parameters withDatabase(String name) {
        Map<Keyword, String> changed = new EnumMap<>(values);
        changed.put(Keyword.DBNAME, name);
        return new Parameters(changed);
    }

    /** Return the parameter's value, unless it is empty, which libpq takes for its default. */
    public Optional<String> get(Keyword keyword) {
        return Optional.ofNullable(values.get(keyword)).filter(value -> !value.isEmpty());
    }

    /** Return the parameter's value, which must be one of those allowed; the first is the default. */
    String choice(Keyword keyword, List<String> allowed) {
        String value = get(keyword).orElse(allowed.get(0));
        if (!allowed.contains(value)) {
            throw invalid(keyword, "perhaps one of " + String.join(", ", allowed));
        }
        return value;
    }

    /** Return the parameter's value as a whole number, if it is given. */
    Optional<Integer> integer(Keyword keyword) {
        try {
            return get(keyword).map(value -> Integer.valueOf(value.strip()));
        } catch (NumberFormatException e) {
            throw invalid(keyword, "perhaps a whole number");
        }
    }

    /** Return the parameter's value as a switch of 0 and 1. */
    boolean flag(Keyword keyword, boolean byDefault) {
        return choice(keyword, byDefault ? List.of("1", "0") : List.of("0", "1"))
                .equals("1");
    }

    static ExportException invalid(Keyword keyword, String advice) {
        return new ExportException(
                        Kind.CONFIGURATION, "the connection parameter " + keyword + " has a value that it cannot have")
                .withAdvice(advice);
    }
}
