package dev.pgexport.s3;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/** Reads buffers one after the other, without changing them. */
final class BufferStream extends InputStream {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Iterator<ByteBuffer> buffers;
    private ByteBuffer current = NOTHING;

    BufferStream(List<ByteBuffer> buffers) {
        this.buffers = buffers.iterator();
    }

    @Override
    public int read() {
        return advance() ? current.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (!advance()) {
            return -1;
        }
        int count = Math.min(length, current.remaining());
        current.get(bytes, offset, count);
        return count;
    }

    private boolean advance() {
        while (!current.hasRemaining()) {
            if (!buffers.hasNext()) {
                return false;
            }
            current = buffers.next().duplicate();
        }
        return true;
    }
}
