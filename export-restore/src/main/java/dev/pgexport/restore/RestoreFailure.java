package dev.pgexport.restore;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.postgres.connection.PostgresFailure;
import dev.pgexport.postgres.program.ExitStatus;
import dev.pgexport.postgres.program.PgDumpFailure;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;

/** Says what a failure of the server, of pg_restore or of psql means to a restore. */
final class RestoreFailure {
    private record Rule(Kind kind, String advice, Pattern pattern) {
        Rule(Kind kind, String advice, String... patterns) {
            this(kind, advice, Pattern.compile(String.join("|", patterns), Pattern.CASE_INSENSITIVE));
        }
    }

    /** The first that matches holds. */
    private static final List<Rule> RULES = List.of(
            new Rule(
                    Kind.CONFIGURATION,
                    "perhaps restore into an empty database: something of that name is there",
                    "already exists"),
            new Rule(
                    Kind.CONFIGURATION,
                    "perhaps create the role, or use --no-owner and --no-privileges",
                    "role \".*\" does not exist"),
            new Rule(
                    Kind.CONFIGURATION,
                    "perhaps take, with --pgdump-bin, the client programs of the server's own version: those used set"
                            + " parameters that this server does not know",
                    "unrecognized configuration parameter"),
            new Rule(
                    Kind.CONFIGURATION,
                    "perhaps install client programs as new as those that wrote the dump, or set pgdump.bin",
                    "unsupported version",
                    "does not support compression",
                    "invalid command \\\\"),
            new Rule(
                    Kind.CONFIGURATION,
                    "perhaps install the extension's files on the server",
                    "extension \".*\" is not available",
                    "could not open extension control file"),
            new Rule(
                    Kind.CONFIGURATION,
                    "perhaps raise max_locks_per_transaction on the server: all definitions are made in one transaction",
                    "out of shared memory"),
            new Rule(
                    Kind.PERMISSION,
                    "perhaps connect as the owner or as a superuser, or use --no-owner and --no-privileges",
                    "permission denied",
                    "must be (owner|superuser|member)",
                    "must be able to SET ROLE"),
            new Rule(
                    Kind.PERMISSION,
                    "perhaps check the user, the password and the server's pg_hba.conf",
                    "authentication failed",
                    "no password supplied",
                    "no pg_hba\\.conf entry"),
            new Rule(
                    Kind.INTEGRITY,
                    "perhaps verify the export",
                    "could not read from input file",
                    "unexpected end of file",
                    "found unexpected block ID",
                    "corrupt tar header"),
            new Rule(
                    Kind.UNAVAILABLE,
                    "perhaps check that the server runs, and try again",
                    "no space left on device",
                    "could not connect to",
                    "connection to server .* failed",
                    "server closed the connection",
                    "terminating connection",
                    "connection not open",
                    "could not (receive data from|send data to) (the )?server",
                    // Unless a statement of it failed, which the lines before say.
                    "\\A(?!(?s:.*could not execute query))(?s:.*)a worker process died unexpectedly",
                    "canceling statement due to",
                    "deadlock detected",
                    "the database system is",
                    "too many (clients|connections)"));

    private RestoreFailure() {}

    /**
     * Return the failure of a statement.
     *
     * @param action what failed, to follow "cannot"
     */
    static ExportException of(SQLException failure, String action) {
        ExportException meant = PostgresFailure.of(failure, action);
        if (meant.kind() != Kind.EXPORT_LOST && meant.kind() != Kind.CONFIGURATION) {
            return meant;
        }
        // An export would start again; what a restore finds missing in its target stays missing.
        return new ExportException(Kind.CONFIGURATION, "cannot " + action + ": " + failure.getMessage(), failure)
                .withAdvice(meant.advice()
                        .filter(advice -> meant.kind() == Kind.CONFIGURATION)
                        .orElse("perhaps the database's definitions are not those of the export"));
    }

    /** Return the failure of a program that ended otherwise than with success. */
    static ExportException of(String program, ExitStatus status, String errors) {
        String message = program + " " + status + ": " + PgDumpFailure.shown(errors);
        for (Rule rule : RULES) {
            if (rule.pattern().matcher(errors).find()) {
                return new ExportException(rule.kind(), message).withAdvice(rule.advice());
            }
        }
        return status.isSignal()
                ? new ExportException(Kind.UNAVAILABLE, message)
                        .withAdvice("perhaps find out who killed it: the machine may be short of memory")
                : new ExportException(Kind.CONFIGURATION, message);
    }
}
