package dev.pgexport.postgres.program;

/**
 * How a process ended.
 *
 * @param code 0 to 255; above 128 it is 128 and the number of the signal that killed it, as a shell reports it
 */
public record ExitStatus(int code) {
    private static final int SIGNALLED = 128;

    public boolean isSuccess() {
        return code == 0;
    }

    public boolean isSignal() {
        return code > SIGNALLED;
    }

    @Override
    public String toString() {
        return isSignal() ? "was killed by signal " + (code - SIGNALLED) : "exited with code " + code;
    }
}
