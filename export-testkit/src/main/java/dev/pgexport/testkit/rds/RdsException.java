package dev.pgexport.testkit.rds;

/** Carries an error to the answer. */
final class RdsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient RdsError error;

    RdsException(RdsError error) {
        super(error.code() + ": " + error.message(), null, false, false);
        this.error = error;
    }

    RdsError error() {
        return error;
    }
}
