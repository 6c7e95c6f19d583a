package dev.pgexport.s3;

import dev.pgexport.api.ExportException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes to an upload and remembers its first failure, so that a writer that swallows it commits nothing. */
final class ObjectStream extends OutputStream {
    private final ObjectUpload upload;
    private final byte[] single = new byte[1];
    private boolean closed;

    @Nullable private Exception failure;

    ObjectStream(ObjectUpload upload) {
        this.upload = upload;
    }

    @Override
    public void write(int b) throws IOException {
        single[0] = (byte) b;
        write(single, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        checkUsable();
        try {
            upload.write(bytes, offset, length);
        } catch (InterruptedException e) {
            failure = e;
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while writing");
            interrupted.initCause(e);
            throw interrupted;
        } catch (ExportException e) {
            failure = e;
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Do nothing: what is gathered becomes a part when it is big enough for one. */
    @Override
    public void flush() throws IOException {
        checkUsable();
    }

    /** Refuse whatever is written from now on. What was written is neither committed nor lost by it. */
    @Override
    public void close() {
        closed = true;
    }

    /** Return why bytes were not taken: an ExportException, an InterruptedException or an IOException. */
    Optional<Exception> failure() {
        return Optional.ofNullable(failure);
    }

    private void checkUsable() throws IOException {
        if (failure == null && closed) {
            failure = new IOException("the stream of the object was closed before the write");
        }
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
    }
}
