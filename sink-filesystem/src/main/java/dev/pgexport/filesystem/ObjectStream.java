package dev.pgexport.filesystem;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a channel and remembers its first failure, so that a writer that swallows it commits nothing.
 *
 * <p>Small writes are gathered; big ones go straight to the channel, in slices, because the JDK keeps an off-heap copy
 * as big as the biggest write for every thread.
 */
final class ObjectStream extends OutputStream {
    private static final int SLICE = 128 * 1024;

    private final FileChannel channel;
    private byte @Nullable [] gathered;
    private int count;
    private long written;
    private boolean closed;

    @Nullable private IOException failure;

    ObjectStream(FileChannel channel) {
        this.channel = channel;
    }

    @Override
    public void write(int b) throws IOException {
        checkUsable();
        byte[] buffer = buffer();
        if (count == buffer.length) {
            flush();
        }
        buffer[count++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        checkUsable();
        byte[] buffer = buffer();
        if (length > buffer.length - count) {
            flush();
        }
        if (length >= buffer.length) {
            send(bytes, offset, length);
        } else {
            System.arraycopy(bytes, offset, buffer, count, length);
            count += length;
        }
    }

    @Override
    public void flush() throws IOException {
        checkUsable();
        int length = count;
        count = 0;
        send(buffer(), 0, length);
    }

    /** Refuse whatever is written from now on. What was written is neither committed nor lost by it. */
    @Override
    public void close() throws IOException {
        if (!closed && failure == null) {
            flush();
        }
        closed = true;
    }

    /** Return why bytes did not arrive. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Return how many bytes have reached the channel. */
    long written() {
        return written;
    }

    private byte[] buffer() {
        if (gathered == null) {
            gathered = new byte[SLICE];
        }
        return gathered;
    }

    private void checkUsable() throws IOException {
        if (failure == null && closed) {
            failure = new IOException("the stream of the object was closed before the write");
        }
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    private void send(byte[] bytes, int offset, int length) throws IOException {
        try {
            for (int sent = 0; sent < length; ) {
                sent += channel.write(ByteBuffer.wrap(bytes, offset + sent, Math.min(SLICE, length - sent)));
            }
            written += length;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
