package dev.pgexport.snapshot.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Reads a range of a file from its start to its end, some of it ahead. */
final class ChunkStream extends InputStream {
    private final SeekableSource source;
    private final byte[] buffer;
    private final long end;
    private long next;
    private int position;
    private int limit;

    /** Read a range through a buffer of a size. */
    ChunkStream(SeekableSource source, long offset, long length, int bufferSize) {
        this.source = source;
        buffer = new byte[(int) Math.min(bufferSize, length)];
        next = offset;
        end = offset + length;
    }

    /** Read what is in memory already. */
    ChunkStream(SeekableSource source, byte[] bytes, int from, int length) {
        this.source = source;
        buffer = bytes;
        position = from;
        limit = from + length;
        end = 0;
    }

    /** Return the number of bytes that are not read yet. */
    long remaining() {
        return limit - position + (end - next);
    }

    @Override
    public int read() {
        return fill() ? buffer[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) {
        Objects.checkFromIndexSize(from, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(buffer, position, into, from, count);
        position += count;
        return count;
    }

    /** Skip bytes, of which those that are not read ahead are not read at all. */
    void skipFully(long length) throws IOException {
        if (length < 0 || length > remaining()) {
            throw new EOFException("a page is longer than what is left of its column");
        }
        long buffered = Math.min(length, limit - position);
        position += (int) buffered;
        next += length - buffered;
    }

    private boolean fill() {
        if (position < limit) {
            return true;
        }
        int length = (int) Math.min(buffer.length, end - next);
        if (length <= 0) {
            return false;
        }
        source.read(next, buffer, 0, length);
        next += length;
        position = 0;
        limit = length;
        return true;
    }
}
