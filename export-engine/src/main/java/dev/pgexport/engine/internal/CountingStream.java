package dev.pgexport.engine.verify;

import java.io.IOException;
import java.io.InputStream;

/** Counts the decoded bytes of an object. */
final class CountingStream extends InputStream {
    private final InputStream in;
    private long bytes;

    CountingStream(InputStream in) {
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

    long bytes() {
        return bytes;
    }
}
