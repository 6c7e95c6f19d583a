package dev.pgexport.engine.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ObjectName;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.function.LongConsumer;

/**
 * Reads a stored object and takes its checksums on the way. A failure of the storage is thrown as an {@link
 * ExportException}, so that nobody takes it for one of the bytes.
 */
public final class StoredStream extends InputStream {
    private final ObjectName name;
    private final InputStream stored;
    private final LongConsumer progress;
    private final Hashing hashing;

    /**
     * @param hashing takes the checksums
     * @param progress hears how many bytes more were read
     */
    public StoredStream(ObjectName name, InputStream stored, Hashing hashing, LongConsumer progress) {
        this.name = name;
        this.stored = stored;
        this.hashing = hashing;
        this.progress = progress;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while reading " + name);
        }
        int read;
        try {
            read = stored.read(buffer, offset, length);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new ExportException(Kind.UNAVAILABLE, "cannot read " + name + ": " + e.getMessage(), e);
        }
        if (read > 0) {
            hashing.update(buffer, offset, read);
            progress.accept(read);
        }
        return read;
    }

    /** Read what is left, for its checksums. */
    public void drain() throws IOException {
        byte[] buffer = new byte[1 << 16];
        int read = read(buffer, 0, buffer.length);
        while (read >= 0) {
            read = read(buffer, 0, buffer.length);
        }
    }

    /** Do nothing: a decoder closes it before all is read. */
    @Override
    public void close() {}

    public Hashing hashing() {
        return hashing;
    }
}
