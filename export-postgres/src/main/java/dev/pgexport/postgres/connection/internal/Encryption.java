package dev.pgexport.postgres.connection.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How TLS is to be used.
 *
 * <p>Source: PostgreSQL documentation, "SSL Support" of libpq.
 *
 * @param mode the {@code sslmode}
 * @param systemRoots whether the Java runtime's trusted certificates are the roots
 * @param roots the file of trusted certificates, when servers must have a certificate of theirs
 * @param revocationList the file of revoked certificates
 * @param certificate the client's certificate
 * @param key the client's key
 * @param protocols the versions of TLS allowed; empty means those that the Java runtime allows
 * @param namesServer whether the server's name is sent in clear (SNI)
 */
public record Encryption(
        Mode mode,
        boolean systemRoots,
        Optional<Path> roots,
        Optional<Path> revocationList,
        Optional<Path> certificate,
        Path key,
        List<String> protocols,
        boolean namesServer) {

    private static final Logger LOGGER = LoggerFactory.getLogger(Encryption.class);
    private static final List<String> PROTOCOLS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

    /** The {@code sslmode}, weakest first. */
    public enum Mode {
        DISABLE("disable"),
        ALLOW("allow"),
        PREFER("prefer"),
        REQUIRE("require"),
        VERIFY_CA("verify-ca"),
        VERIFY_FULL("verify-full");

        private final String text;

        Mode(String text) {
            this.text = text;
        }

        static Mode of(String text) {
            for (Mode mode : values()) {
                if (mode.text.equals(text)) {
                    return mode;
                }
            }
            throw Parameters.invalid(
                    Keyword.SSLMODE, "perhaps one of disable, allow, prefer, require, verify-ca, verify-full");
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Settle it.
     *
     * @param mandatory whether a connection without TLS must not be made; the default is then {@code verify-full}, or
     *     {@code require} where no certificate to trust is known
     * @throws ExportException of kind CONFIGURATION when the parameters contradict each other or what is required
     */
    public static Encryption of(Parameters parameters, Map<String, String> environment, boolean mandatory) {
        boolean systemRoots = parameters.get(Keyword.SSLROOTCERT).equals(Optional.of("system"));
        Path folder = Home.of(environment).resolve(".postgresql");
        Mode mode = parameters
                .get(Keyword.SSLMODE)
                .map(Mode::of)
                .orElseGet(() -> byDefault(parameters, folder, mandatory, systemRoots));
        if (mandatory && mode.compareTo(Mode.REQUIRE) < 0) {
            throw new ExportException(
                            Kind.CONFIGURATION,
                            "sslmode " + mode + " is too weak for the chosen authentication, which needs TLS")
                    .withAdvice("perhaps use sslmode=verify-full with sslrootcert, or leave sslmode out");
        }
        if (systemRoots && mode != Mode.VERIFY_FULL) {
            throw new ExportException(Kind.CONFIGURATION, "sslmode " + mode + " is too weak for sslrootcert=system")
                    .withAdvice(
                            "perhaps use sslmode=verify-full: anybody can have a certificate of a public authority");
        }
        Optional<Path> roots =
                systemRoots ? Optional.empty() : Optional.of(file(parameters, Keyword.SSLROOTCERT, folder, "root.crt"));
        if (mode.compareTo(Mode.REQUIRE) < 0
                && parameters
                        .choice(Keyword.SSLNEGOTIATION, List.of("postgres", "direct"))
                        .equals("direct")) {
            throw new ExportException(Kind.CONFIGURATION, "sslmode " + mode + " is too weak for sslnegotiation=direct")
                    .withAdvice("perhaps use sslmode=require or a stronger one");
        }
        boolean sendsCertificate = parameters
                .choice(Keyword.SSLCERTMODE, List.of("allow", "disable"))
                .equals("allow");
        // libpq verifies with every sslmode as soon as there is a file of trusted certificates. That it is missing
        // where
        // it must be matters only once TLS is used, which it is not over a Unix socket.
        return new Encryption(
                mode,
                systemRoots,
                roots.filter(file -> mode.compareTo(Mode.VERIFY_CA) >= 0 || Files.exists(file)),
                existing(parameters, Keyword.SSLCRL, folder, "root.crl"),
                existing(parameters, Keyword.SSLCERT, folder, "postgresql.crt").filter(file -> sendsCertificate),
                file(parameters, Keyword.SSLKEY, folder, "postgresql.key"),
                protocols(parameters),
                parameters.flag(Keyword.SSLSNI, true));
    }

    private static Mode byDefault(Parameters parameters, Path folder, boolean mandatory, boolean systemRoots) {
        if (systemRoots) {
            return Mode.VERIFY_FULL;
        }
        if (!mandatory) {
            return Mode.PREFER;
        }
        boolean knowsRoots = parameters.get(Keyword.SSLROOTCERT).isPresent()
                || Files.exists(file(parameters, Keyword.SSLROOTCERT, folder, "root.crt"));
        if (!knowsRoots) {
            LOGGER.warn("the server is not verified before it is told who we are; perhaps give sslrootcert");
        }
        return knowsRoots ? Mode.VERIFY_FULL : Mode.REQUIRE;
    }

    boolean verifiesHost() {
        return mode == Mode.VERIFY_FULL;
    }

    private static List<String> protocols(Parameters parameters) {
        Optional<String> minimum = parameters.get(Keyword.SSL_MIN_PROTOCOL_VERSION);
        Optional<String> maximum = parameters.get(Keyword.SSL_MAX_PROTOCOL_VERSION);
        if (minimum.isEmpty() && maximum.isEmpty()) {
            return List.of();
        }
        int first = minimum.map(version -> protocol(version, Keyword.SSL_MIN_PROTOCOL_VERSION))
                .orElse(PROTOCOLS.indexOf("TLSv1.2"));
        int last = maximum.map(version -> protocol(version, Keyword.SSL_MAX_PROTOCOL_VERSION))
                .orElse(PROTOCOLS.size() - 1);
        if (first > last) {
            throw Parameters.invalid(Keyword.SSL_MIN_PROTOCOL_VERSION, "perhaps not above ssl_max_protocol_version");
        }
        return PROTOCOLS.subList(first, last + 1);
    }

    private static int protocol(String version, Keyword keyword) {
        for (int i = 0; i < PROTOCOLS.size(); i++) {
            if (PROTOCOLS.get(i).equalsIgnoreCase(version)) {
                return i;
            }
        }
        throw Parameters.invalid(keyword, "perhaps one of " + String.join(", ", PROTOCOLS));
    }

    private static Path file(Parameters parameters, Keyword keyword, Path folder, String byDefault) {
        return parameters.get(keyword).map(Path::of).orElseGet(() -> folder.resolve(byDefault));
    }

    /** Return the file of that name; whether it exists or not, libpq takes its absence for not being asked for. */
    private static Optional<Path> existing(Parameters parameters, Keyword keyword, Path folder, String byDefault) {
        return Optional.of(file(parameters, keyword, folder, byDefault)).filter(Files::exists);
    }
}
