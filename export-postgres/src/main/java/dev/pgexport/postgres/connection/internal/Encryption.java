package dev.pgexport.postgres.connection.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

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
 */
public record Encryption(
        Mode mode,
        boolean systemRoots,
        Optional<Path> roots,
        Optional<Path> revocationList,
        Optional<Path> certificate,
        Path key) {

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

    public static Encryption of(Parameters parameters, Map<String, String> environment) {
        boolean systemRoots = parameters.get(Keyword.SSLROOTCERT).equals(Optional.of("system"));
        Mode mode = Mode.of(parameters.get(Keyword.SSLMODE).orElse(systemRoots ? "verify-full" : "prefer"));
        if (systemRoots && mode != Mode.VERIFY_FULL) {
            throw new ExportException(Kind.CONFIGURATION, "sslmode " + mode + " is too weak for sslrootcert=system")
                    .withAdvice(
                            "perhaps use sslmode=verify-full: anybody can have a certificate of a public authority");
        }
        Path folder = Home.of(environment).resolve(".postgresql");
        Optional<Path> roots =
                systemRoots ? Optional.empty() : Optional.of(file(parameters, Keyword.SSLROOTCERT, folder, "root.crt"));
        if (mode.compareTo(Mode.VERIFY_CA) >= 0 && roots.isPresent() && !Files.exists(roots.get())) {
            throw new ExportException(
                            Kind.CONFIGURATION,
                            "sslmode " + mode + " needs the file of trusted certificates " + roots.get()
                                    + ", which does not exist")
                    .withAdvice(
                            "perhaps point sslrootcert at the certificate of the authority, or use sslrootcert=system");
        }
        // libpq verifies with every sslmode as soon as there is a file of trusted certificates.
        return new Encryption(
                mode,
                systemRoots,
                roots.filter(Files::exists),
                existing(parameters, Keyword.SSLCRL, folder, "root.crl"),
                existing(parameters, Keyword.SSLCERT, folder, "postgresql.crt"),
                file(parameters, Keyword.SSLKEY, folder, "postgresql.key"));
    }

    boolean verifiesHost() {
        return mode == Mode.VERIFY_FULL;
    }

    private static Path file(Parameters parameters, Keyword keyword, Path folder, String byDefault) {
        return parameters.get(keyword).map(Path::of).orElseGet(() -> folder.resolve(byDefault));
    }

    /** Return the file of that name; whether it exists or not, libpq takes its absence for not being asked for. */
    private static Optional<Path> existing(Parameters parameters, Keyword keyword, Path folder, String byDefault) {
        return Optional.of(file(parameters, keyword, folder, byDefault)).filter(Files::exists);
    }
}
