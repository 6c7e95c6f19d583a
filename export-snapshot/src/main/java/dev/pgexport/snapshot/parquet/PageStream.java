package dev.pgexport.snapshot.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;

/** The bytes of one page as they are stored, and their checksum. */
final class PageStream extends InputStream {
    private final ChunkStream chunk;
    private final CRC32 crc = new CRC32();
    private int remaining;

    PageStream(ChunkStream chunk, int length) throws IOException {
        if (length < 0 || length > chunk.remaining()) {
            throw new EOFException(
                    "a page has " + length + " bytes, and its column has " + chunk.remaining() + " left");
        }
        this.chunk = chunk;
        remaining = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (remaining == 0) {
            return -1;
        }
        int count = chunk.read(into, from, Math.min(length, remaining));
        if (count < 0) {
            throw new EOFException("a page is cut off");
        }
        crc.update(into, from, count);
        remaining -= count;
        return count;
    }

    /** As {@link java.util.zip.GZIPInputStream} needs it, to see whether another member follows. */
    @Override
    public int available() {
        return remaining;
    }

    /** Check that everything was needed, and that it is what was written. */
    void end(boolean checksummed, int checksum) throws IOException {
        if (remaining > 0) {
            throw new IOException(remaining + " bytes follow a page's values");
        }
        if (checksummed && (int) crc.getValue() != checksum) {
            throw new IOException("the checksum of a page is " + Integer.toHexString((int) crc.getValue()) + " and not "
                    + Integer.toHexString(checksum));
        }
    }
}
