package dev.pgexport.cli.failure;

import dev.pgexport.api.ExportException;
import dev.pgexport.cli.output.Amounts;
import dev.pgexport.engine.settings.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * What a thrown failure means to whoever started the program.
 *
 * @param exitCode what the process ends with
 * @param message what failed, on what
 * @param advice what to do
 */
public record Failure(ExitCode exitCode, String message, Optional<String> advice) {
    /** Return whether nothing failed, but somebody stopped the run. */
    public boolean stopped() {
        return exitCode == ExitCode.INTERRUPTED;
    }

    /** Return what a machine is told of it, the message by a name of the caller's. */
    public Map<String, Object> fields(String messageName) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(messageName, message);
        advice.ifPresent(text -> fields.put("advice", text));
        if (!stopped()) {
            // Which signal it was, and so what the process ends with, only the JVM knows.
            fields.put("exitCode", exitCode.number());
        }
        return fields;
    }

    /** Make sense of what was thrown; no text in it holds a password. */
    public static Failure of(Throwable thrown) {
        Failure failure = plain(thrown);
        return new Failure(failure.exitCode, Secrets.mask(failure.message), failure.advice.map(Secrets::mask));
    }

    private static Failure plain(Throwable thrown) {
        if (thrown instanceof ExportException exception) {
            return new Failure(ExitCode.of(exception.kind()), describe(exception), exception.advice());
        }
        if (thrown instanceof DidNotFitException exception) {
            return new Failure(
                    ExitCode.DID_NOT_FIT,
                    "the export did not fit in " + Amounts.duration(exception.allowed()) + " and was stopped",
                    Optional.of("perhaps allow more time (--timeout), export fewer tables, or use more --jobs"));
        }
        if (thrown instanceof InterruptedException || thrown instanceof CancellationException) {
            return new Failure(ExitCode.INTERRUPTED, "interrupted", Optional.empty());
        }
        if (thrown instanceof IOException || thrown instanceof UncheckedIOException) {
            return new Failure(ExitCode.UNAVAILABLE, describe(thrown), Optional.of("perhaps try again later"));
        }
        if (thrown instanceof OutOfMemoryError) {
            return new Failure(
                    ExitCode.UNAVAILABLE,
                    "out of memory: " + thrown.getMessage(),
                    Optional.of("perhaps use fewer --jobs, or set PGEXPORT_JAVA_OPTS=-Xmx512m: a row takes memory as a"
                            + " whole, once a job"));
        }
        return new Failure(
                ExitCode.DEFECT,
                "a defect in pgexport: " + thrown,
                Optional.of("please report it with what -v writes"));
    }

    private static String describe(Throwable thrown) {
        return Optional.ofNullable(thrown.getMessage())
                .filter(message -> thrown instanceof ExportException)
                .orElseGet(thrown::toString);
    }
}
