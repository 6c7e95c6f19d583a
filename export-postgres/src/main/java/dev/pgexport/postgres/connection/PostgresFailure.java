package dev.pgexport.postgres.connection;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What an error of PostgreSQL means to an export.
 *
 * <p>Source: PostgreSQL documentation, appendix "PostgreSQL Error Codes".
 */
public final class PostgresFailure {
    private PostgresFailure() {}

    /**
     * Return the failure, its kind taken from the SQLSTATE.
     *
     * @param action what failed, to follow "cannot": as in {@code read the catalog of localhost:5432/app}
     */
    public static ExportException of(SQLException failure, String action) {
        Meaning meaning = Meaning.of(failure);
        ExportException exception =
                new ExportException(meaning.kind, "cannot " + action + ": " + failure.getMessage(), failure);
        return meaning.advice.isEmpty() ? exception : exception.withAdvice(meaning.advice);
    }

    private record Meaning(Kind kind, String advice) {
        private static final Meaning LOST = new Meaning(Kind.EXPORT_LOST, "perhaps start the export again");
        private static final Meaning CHANGED = new Meaning(
                Kind.EXPORT_LOST, "perhaps start the export again: something was dropped or altered meanwhile");

        /** Not translated: what is not there any more, in the words of a server that did not expect that. */
        private static final Pattern GONE =
                Pattern.compile("cache lookup failed|could not open relation with oid|could not find tuple for");

        static Meaning of(SQLException failure) {
            String state = failure.getSQLState() == null ? "" : failure.getSQLState();
            String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
            return switch (state) {
                case "" -> new Meaning(Kind.UNAVAILABLE, "");
                case "08004" ->
                    message.contains("ssl")
                            ? new Meaning(Kind.CONFIGURATION, "perhaps lower sslmode, or set the server up for TLS")
                            : new Meaning(
                                    Kind.PERMISSION, "perhaps give a password by PGPASSWORD or the password file");
                case "22023", "42704", "55000" ->
                    message.contains("snapshot") ? LOST : new Meaning(Kind.CONFIGURATION, "");
                // We ask for nothing that the catalog did not name a moment ago.
                case "42P01", "3F000", "42809" -> CHANGED;
                case "XX000" -> GONE.matcher(message).find() ? CHANGED : ofClass("XX");
                case "3D000" -> new Meaning(Kind.CONFIGURATION, "perhaps correct the database's name");
                case "40001", "40P01" -> new Meaning(Kind.UNAVAILABLE, "perhaps try again");
                case "42501" -> new Meaning(Kind.PERMISSION, "perhaps grant the user the missing right");
                case "53300" -> new Meaning(Kind.UNAVAILABLE, "perhaps use fewer jobs, or raise max_connections");
                case "55P03" -> new Meaning(Kind.UNAVAILABLE, "perhaps wait until the lock is released");
                case "57014" -> new Meaning(Kind.UNAVAILABLE, "perhaps raise the limit that cancelled the query");
                case "XX001", "XX002" -> new Meaning(Kind.INTEGRITY, "perhaps look into the server's log");
                default -> ofClass(state.substring(0, Math.min(2, state.length())));
            };
        }

        private static Meaning ofClass(String type) {
            return switch (type) {
                case "28" ->
                    new Meaning(Kind.PERMISSION, "perhaps check the user, the password and the server's pg_hba.conf");
                case "08", "57" -> new Meaning(Kind.UNAVAILABLE, "perhaps check that the server runs, and try again");
                case "53", "58" ->
                    new Meaning(Kind.UNAVAILABLE, "perhaps give the server more room, or ask less of it");
                case "XX" -> new Meaning(Kind.UNAVAILABLE, "perhaps look into the server's log");
                case "25" -> LOST;
                default -> new Meaning(Kind.CONFIGURATION, "");
            };
        }
    }
}
