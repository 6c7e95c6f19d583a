package dev.pgexport.engine.internal;

import java.io.IOException;
import java.io.InputStream;

/** Counts the decoded bytes of an object. */
public final class CountingStream extends InputStream {
    private final InputStream in;
    private long bytes;

    public CountingStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        if (read >= 0) {
            bytes++;
        }
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read > 0) {
            bytes += read;
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    public long bytes() {
        return bytes;
    }
}
