package dev.pgexport.postgres.connection.internal;

import java.sql.SQLException;
import java.util.List;

/** Keeps secrets out of what the driver or the server says. */
final class Redaction {
    /** Shorter ones stand in too many words to be replaced, and keep no secret. */
    private static final int SHORTEST = 4;

    private final List<String> secrets;

    Redaction(List<String> secrets) {
        this.secrets =
                secrets.stream().filter(secret -> secret.length() >= SHORTEST).toList();
    }

    /** Return the exception, or if it or a cause of it tells a secret one that tells all but that. */
    SQLException apply(SQLException exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (!apply(cause.toString()).equals(cause.toString())) {
                SQLException redacted =
                        new SQLException(apply(String.valueOf(exception.getMessage())), exception.getSQLState());
                redacted.setStackTrace(exception.getStackTrace());
                return redacted;
            }
        }
        return exception;
    }

    private String apply(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, "***");
        }
        return redacted;
    }
}
