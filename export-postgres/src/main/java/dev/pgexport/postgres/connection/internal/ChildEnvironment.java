package dev.pgexport.postgres.connection.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The environment in which a libpq program connects where we did, with nothing of it among its arguments. */
public final class ChildEnvironment {
    private static final List<Keyword> PASSED_ON = List.of(
            Keyword.PASSFILE,
            Keyword.REQUIRE_AUTH,
            Keyword.CHANNEL_BINDING,
            Keyword.CONNECT_TIMEOUT,
            Keyword.OPTIONS,
            Keyword.SSLNEGOTIATION,
            Keyword.SSLROOTCERT,
            Keyword.SSLCERT,
            Keyword.SSLKEY,
            Keyword.SSLCERTMODE,
            Keyword.SSLCRL,
            Keyword.SSLSNI,
            Keyword.SSL_MIN_PROTOCOL_VERSION,
            Keyword.SSL_MAX_PROTOCOL_VERSION,
            Keyword.REQUIREPEER);

    private ChildEnvironment() {}

    /**
     * Return the environment for a child.
     *
     * @param pinned the server to connect to; empty lets the child choose among all of them
     * @throws ExportException of kind CONFIGURATION when no environment can say what is needed
     */
    public static Map<String, String> of(
            Login login, Encryption encryption, Optional<Endpoint> pinned, Map<String, String> environment) {
        if (encryption.certificate().isPresent() && login.keyPassword().isPresent()) {
            throw new ExportException(
                            Kind.CONFIGURATION,
                            "a program such as pg_dump cannot be given sslpassword, the password of "
                                    + encryption.key())
                    .withAdvice("perhaps use a key that is not encrypted, and that only its owner may read");
        }
        Map<String, String> child = new HashMap<>(environment);
        child.keySet().removeIf(name -> name.startsWith("PG"));
        List<Endpoint> endpoints = pinned.map(List::of).orElse(login.endpoints());
        child.put("PGHOST", joined(endpoints.stream().map(Endpoint::host)));
        child.put("PGPORT", joined(endpoints.stream().map(endpoint -> Integer.toString(endpoint.port()))));
        String addresses = joined(endpoints.stream().map(ChildEnvironment::address));
        if (!addresses.replace(",", "").isEmpty()) {
            child.put("PGHOSTADDR", addresses);
        }
        Identity identity = pinned.map(login::identity)
                .orElseGet(() -> new Identity(login.user(), login.parameters().get(Keyword.PASSWORD)));
        child.put("PGUSER", identity.user());
        identity.password().ifPresent(password -> child.put("PGPASSWORD", password));
        child.put("PGDATABASE", login.database());
        child.put("PGSSLMODE", encryption.mode().toString());
        child.put("PGGSSENCMODE", "disable");
        child.put("PGAPPNAME", login.applicationName());
        for (Keyword keyword : PASSED_ON) {
            login.parameters()
                    .get(keyword)
                    .ifPresent(value -> child.put(keyword.variable().orElseThrow(), value));
        }
        if (pinned.isEmpty()) {
            child.put("PGTARGETSESSIONATTRS", login.requirement().toString());
        }
        return Map.copyOf(child);
    }

    private static String address(Endpoint endpoint) {
        return endpoint instanceof Endpoint.Tcp tcp
                ? tcp.address().map(InetAddress::getHostAddress).orElse("")
                : "";
    }

    private static String joined(Stream<String> elements) {
        return elements.collect(Collectors.joining(","));
    }
}
