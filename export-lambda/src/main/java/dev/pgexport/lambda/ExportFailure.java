package dev.pgexport.lambda;

import dev.pgexport.cli.failure.ExitCode;
import dev.pgexport.cli.failure.Failure;

/**
 * An export that was not made. Lambda calls a failure by its class, so there is one for each exit code; {@code errorType} is
 * as in {@code dev.pgexport.lambda.ExportFailure$DidNotFit}. The message holds the advice and no secret, and there is no stack
 * trace, which the log has with {@code verbose}.
 */
@SuppressWarnings("serial")
public abstract sealed class ExportFailure extends RuntimeException {
    private ExportFailure(String message) {
        super(message, null, false, false);
    }

    static ExportFailure of(Failure failure) {
        String message = failure.message()
                + failure.advice().map(advice -> "; " + advice).orElse("");
        return of(failure.exitCode(), message);
    }

    private static ExportFailure of(ExitCode exitCode, String message) {
        return switch (exitCode) {
            case USAGE, CONFIGURATION -> new Configuration(message);
            case DATA_WRONG, CHECKS_FAILED -> new DataWrong(message);
            case UNAVAILABLE -> new Unavailable(message);
            case CONFLICT -> new Conflict(message);
            case LOST -> new Lost(message);
            case PERMISSION -> new Permission(message);
            case DID_NOT_FIT -> new DidNotFit(message);
            case INTERRUPTED, TERMINATED -> new Stopped(message);
            case DEFECT, DONE -> new Defect(message);
        };
    }

    /** 78: a setting is wrong. */
    public static final class Configuration extends ExportFailure {
        private Configuration(String message) {
            super(message);
        }
    }

    /** 65: bytes, rows or checksums are not what they must be. */
    public static final class DataWrong extends ExportFailure {
        private DataWrong(String message) {
            super(message);
        }
    }

    /** 69: database or storage do not answer: worth trying again. */
    public static final class Unavailable extends ExportFailure {
        private Unavailable(String message) {
            super(message);
        }
    }

    /** 73: the export exists, or another run holds it. */
    public static final class Conflict extends ExportFailure {
        private Conflict(String message) {
            super(message);
        }
    }

    /** 75: the snapshot was lost: worth trying again. */
    public static final class Lost extends ExportFailure {
        private Lost(String message) {
            super(message);
        }
    }

    /** 77: authentication, or a right is missing. */
    public static final class Permission extends ExportFailure {
        private Permission(String message) {
            super(message);
        }
    }

    /** 124: Lambda's time was too short: the scheduled task has no limit. */
    public static final class DidNotFit extends ExportFailure {
        private DidNotFit(String message) {
            super(message);
        }
    }

    /** 143: the environment was told to end. */
    public static final class Stopped extends ExportFailure {
        private Stopped(String message) {
            super(message);
        }
    }

    /** 70: a defect in pgexport. */
    public static final class Defect extends ExportFailure {
        private Defect(String message) {
            super(message);
        }
    }
}
