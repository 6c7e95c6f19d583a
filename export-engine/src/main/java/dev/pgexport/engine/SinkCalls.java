package dev.pgexport.engine;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;

/** Calls a sink, and makes an {@link ExportException} of every failure. */
final class SinkCalls {
    private SinkCalls() {}

    /** A call that does not wait for a source. */
    interface Call<T> {
        T perform() throws IOException;
    }

    /** A call that may be interrupted. */
    interface Write<T> {
        T perform() throws IOException, InterruptedException;
    }

    static <T> T call(String what, Call<T> call) {
        try {
            return call.perform();
        } catch (IOException e) {
            throw unavailable(what, e);
        }
    }

    static <T> T write(String what, Write<T> write) throws InterruptedException {
        try {
            return write.perform();
        } catch (InterruptedIOException e) {
            if (Thread.interrupted()) {
                InterruptedException interrupt = new InterruptedException("interrupted: " + what);
                interrupt.initCause(e);
                throw interrupt;
            }
            throw unavailable(what, e); // as a SocketTimeoutException
        } catch (IOException e) {
            throw unavailable(what, e);
        }
    }

    private static ExportException unavailable(String what, IOException cause) {
        return new ExportException(Kind.UNAVAILABLE, "cannot " + what + ": " + cause.getMessage(), cause);
    }
}
