package dev.pgexport.postgres.connection.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What libpq has and pgexport has not: refused, since a connection less strict than asked for must not be made. */
final class Unsupported {
    /** The keywords, and for each the values that ask for nothing, so may be given. */
    private static final Map<Keyword, Set<String>> KEYWORDS = Map.ofEntries(
            Map.entry(Keyword.REPLICATION, Set.of("false", "off", "no", "0")),
            Map.entry(Keyword.GSSENCMODE, Set.of("disable", "prefer")),
            Map.entry(Keyword.GSSDELEGATION, Set.of("0")),
            Map.entry(Keyword.TCP_USER_TIMEOUT, Set.of("0")),
            Map.entry(Keyword.SSLKEYLOGFILE, Set.of()),
            Map.entry(Keyword.SSLCOMPRESSION, Set.of("0")),
            Map.entry(Keyword.SSLCRLDIR, Set.of()),
            Map.entry(Keyword.SSLCERTMODE, Set.of("allow", "disable")),
            Map.entry(Keyword.MIN_PROTOCOL_VERSION, Set.of("3.0")),
            Map.entry(Keyword.SCRAM_CLIENT_KEY, Set.of()),
            Map.entry(Keyword.SCRAM_SERVER_KEY, Set.of()),
            Map.entry(Keyword.OAUTH_ISSUER, Set.of()),
            Map.entry(Keyword.OAUTH_CLIENT_ID, Set.of()),
            Map.entry(Keyword.OAUTH_CLIENT_SECRET, Set.of()),
            Map.entry(Keyword.OAUTH_SCOPE, Set.of()),
            Map.entry(Keyword.CLIENT_ENCODING, Set.of("auto", "utf8", "UTF8", "utf-8", "UTF-8", "unicode", "UNICODE")));

    private Unsupported() {}

    static void check(Parameters parameters) {
        List<String> refused = KEYWORDS.entrySet().stream()
                .filter(entry -> parameters
                        .get(entry.getKey())
                        .filter(value -> !entry.getValue().contains(value))
                        .isPresent())
                .map(entry -> entry.getKey().text())
                .sorted()
                .toList();
        if (!refused.isEmpty()) {
            throw new ExportException(
                            Kind.CONFIGURATION,
                            "pgexport does not support the connection parameter " + String.join(", ", refused)
                                    + " with the value it has")
                    .withAdvice("perhaps remove it from the connection string, the service file or the environment");
        }
    }
}
