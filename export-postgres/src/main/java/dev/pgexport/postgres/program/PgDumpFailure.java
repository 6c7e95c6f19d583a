package dev.pgexport.postgres.program;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Says what a failure of pg_dump means, from its exit status and what it printed.
 *
 * <p>Only what tells of damaged data is an INTEGRITY failure. What nobody knows is taken for something that was dropped,
 * altered or cut off meanwhile: the server's part of a message may be in any language.
 */
public final class PgDumpFailure {
    private static final int SHOWN = 2000;
    private static final String CHANGED = "perhaps start the export again: what pg_dump says is often of something that"
            + " was dropped or altered meanwhile";

    private record Rule(Kind kind, String advice, Pattern pattern) {
        Rule(Kind kind, String advice, String... patterns) {
            this(kind, advice, Pattern.compile(String.join("|", patterns), Pattern.CASE_INSENSITIVE));
        }
    }

    /** The first that matches holds: what is lost or forbidden is often followed by a lost connection. */
    private static final List<Rule> RULES = List.of(
            new Rule(
                    Kind.CONFIGURATION,
                    "perhaps install client programs as new as the server, or set pgdump.bin",
                    "aborting because of server version mismatch"),
            new Rule(
                    Kind.EXPORT_LOST,
                    "perhaps try again: the transaction that held the snapshot is gone",
                    "invalid snapshot identifier",
                    "snapshot \".*\" does not exist",
                    "could not import the requested snapshot",
                    "cannot import a snapshot"),
            new Rule(
                    Kind.PERMISSION,
                    "perhaps the password was changed while the export ran; check the user and pg_hba.conf, too",
                    "authentication failed",
                    "no password supplied",
                    "no pg_hba\\.conf entry"),
            new Rule(
                    Kind.PERMISSION,
                    "perhaps grant the role what it lacks, as in GRANT pg_read_all_data, or use another role",
                    "permission denied",
                    "must be owner of",
                    "row-level security",
                    "role \".*\" does not exist"),
            new Rule(
                    Kind.CONFIGURATION,
                    "perhaps look at the patterns of --table and --schema",
                    "no matching (tables|schemas) were found",
                    "improper (qualified|relation) name",
                    "cross-database references are not implemented"),
            new Rule(
                    Kind.CONFIGURATION,
                    "perhaps set pgdump.bin to another pg_dump",
                    "unrecognized option",
                    "invalid option",
                    "illegal option",
                    "invalid compression specification",
                    "database \".*\" does not exist"),
            new Rule(
                    Kind.UNAVAILABLE,
                    "perhaps make room, or choose another folder by --scratch",
                    "no space left on device",
                    "disk quota exceeded",
                    "file too large",
                    "could not write to (output )?file"),
            new Rule(
                    Kind.CONFIGURATION,
                    "perhaps leave the rows of that table out with --exclude-table-data, or take --strategy copy with"
                            + " --copy-format binary, in which bytea takes half the room",
                    "invalid memory alloc request size [1-9]\\d{9}(?!\\d)",
                    "cannot enlarge string buffer",
                    "string buffer exceeds maximum allowed length"),
            new Rule(
                    Kind.INTEGRITY,
                    "perhaps look into the server's log: rows of the database cannot be read",
                    "invalid page in block",
                    "could not read blocks? .*read only",
                    "(missing|unexpected) chunk (number|size)",
                    "invalid memory alloc request size",
                    "could not access status of transaction",
                    "data is corrupt"),
            new Rule(
                    Kind.UNAVAILABLE,
                    "perhaps try again when nothing waits for a stronger lock on the tables",
                    "due to lock timeout",
                    "could not obtain lock on relation"),
            new Rule(
                    Kind.UNAVAILABLE,
                    "perhaps try again",
                    // pg_dump's own words when it, or one of its workers, is killed
                    "terminated by user",
                    "a worker process died unexpectedly",
                    "communication channel",
                    "canceling statement due to",
                    "connection to server .* failed",
                    "could not connect to",
                    "connection to database .* failed",
                    "server closed the connection",
                    "terminating connection",
                    "connection not open",
                    "no connection to the server",
                    "could not (receive data from|send data to) (the )?server",
                    "SSL SYSCALL error",
                    "the database system is",
                    "conflict with recovery",
                    "remaining connection slots",
                    "too many (clients|connections)"));

    private PgDumpFailure() {}

    /**
     * Return the failure of a pg_dump that ended otherwise than with success.
     *
     * @param program as people know it, with its version
     * @param errors what it wrote to its standard error
     */
    public static ExportException of(String program, ExitStatus status, String errors) {
        String message = program + " " + status + ": " + shown(errors);
        for (Rule rule : RULES) {
            if (rule.pattern().matcher(errors).find()) {
                return new ExportException(rule.kind(), message).withAdvice(rule.advice());
            }
        }
        // A kill from outside says nothing about the data: another try may succeed.
        return status.isSignal()
                ? new ExportException(Kind.UNAVAILABLE, message)
                        .withAdvice("perhaps find out who killed it: the machine may be short of memory")
                : new ExportException(Kind.EXPORT_LOST, message).withAdvice(CHANGED);
    }

    /** Return what is worth showing of a program's standard error: all of it, or its end when it is long. */
    public static String shown(String errors) {
        String text = errors.strip();
        if (text.isEmpty()) {
            return "it printed no error";
        }
        return text.length() <= SHOWN ? text : "... " + text.substring(text.length() - SHOWN);
    }
}
