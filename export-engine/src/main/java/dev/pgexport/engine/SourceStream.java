package dev.pgexport.engine;

import dev.pgexport.engine.RunProgress.ObjectProgress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/**
 * What a source writes an object to: collects its small writes into large ones and counts them.
 *
 * <p>Closing it does nothing: that a source closes the stream does not say that the object is complete.
 */
final class SourceStream extends OutputStream {
    private final OutputStream out;
    private final byte[] buffer;
    private final ObjectProgress progress;
    private int filled;
    private long bytes;
    private volatile boolean ended;

    /** @param buffer this stream's own until it is ended */
    SourceStream(OutputStream out, byte[] buffer, ObjectProgress progress) {
        this.out = out;
        this.buffer = buffer;
        this.progress = progress;
    }

    @Override
    public void write(int b) throws IOException {
        if (filled == buffer.length || ended) {
            drain();
        }
        buffer[filled++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        if (ended || length > buffer.length - filled) {
            drain();
            if (length >= buffer.length) {
                pass(source, offset, length);
                return;
            }
        }
        System.arraycopy(source, offset, buffer, filled, length);
        filled += length;
    }

    /** Keep the bytes: where they go is complete at the end or never. */
    @Override
    public void flush() {}

    /** Pass on what is collected, and refuse any more. */
    void end() throws IOException {
        drain();
        ended = true;
    }

    /** Refuse any more, as from a thread of the source's that has not heard yet that the object failed. */
    void abandon() {
        ended = true;
    }

    /** Return how many bytes the source wrote, once ended. */
    long bytes() {
        return bytes;
    }

    private void drain() throws IOException {
        if (ended) {
            throw new IOException("the object has ended: nothing may be written to it any more");
        }
        if (filled > 0) {
            int length = filled;
            filled = 0;
            pass(buffer, 0, length);
        }
    }

    private void pass(byte[] source, int offset, int length) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while writing an object");
        }
        out.write(source, offset, length);
        bytes += length;
        progress.read(length);
    }
}
