package dev.pgexport.api;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure that says what failed, on what, and what to do about it.
 *
 * <p>The message and the advice never hold a secret.
 */
public final class ExportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What a failure means to whoever has to act on it. */
    public enum Kind {
        /** A setting, a name or a version is wrong: trying again does not help. */
        CONFIGURATION,
        /** Authentication or a right is missing. */
        PERMISSION,
        /** The database or the storage does not answer: trying the same object again may help. */
        UNAVAILABLE,
        /** The snapshot is gone: only a new export can help. */
        EXPORT_LOST,
        /** The export exists already, or another run holds it. */
        CONFLICT,
        /** Another run is at it: it makes the same export, or another export of the same task. Nothing was done. */
        BUSY,
        /** Bytes, rows or checksums are not what they must be. */
        INTEGRITY
    }

    private final Kind kind;

    @Nullable private final String advice;

    public ExportException(Kind kind, String message) {
        this(kind, message, null, null);
    }

    public ExportException(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, null, cause);
    }

    private ExportException(Kind kind, String message, @Nullable String advice, @Nullable Throwable cause) {
        super(Objects.requireNonNull(message), cause);
        this.kind = Objects.requireNonNull(kind);
        this.advice = advice;
    }

    /** Return this failure with advice: an imperative sentence, as in "perhaps grant SELECT on the table". */
    public ExportException withAdvice(String advice) {
        ExportException advised = new ExportException(kind, Objects.requireNonNull(getMessage()), advice, getCause());
        advised.setStackTrace(getStackTrace());
        for (Throwable suppressed : getSuppressed()) {
            advised.addSuppressed(suppressed);
        }
        return advised;
    }

    public Kind kind() {
        return kind;
    }

    public Optional<String> advice() {
        return Optional.ofNullable(advice);
    }
}
