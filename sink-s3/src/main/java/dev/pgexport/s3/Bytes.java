package dev.pgexport.s3;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.zip.CRC32C;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * The bytes of one request, in buffers that are ready to be read and are not changed by it.
 *
 * @param buffers what holds them
 */
record Bytes(List<ByteBuffer> buffers) {
    Bytes {
        buffers = List.copyOf(buffers);
    }

    long length() {
        return buffers.stream().mapToLong(ByteBuffer::remaining).sum();
    }

    Crc crc() {
        CRC32C crc = new CRC32C();
        buffers.forEach(buffer -> crc.update(buffer.duplicate()));
        return new Crc((int) crc.getValue());
    }

    /** Return the MD5 that older servers check, and that is the ETag of what is not encrypted by KMS. */
    byte[] md5() {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            buffers.forEach(buffer -> md5.update(buffer.duplicate()));
            return md5.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    /** Return a body that can be sent again from its start. */
    RequestBody body(String contentType) {
        return RequestBody.fromContentProvider(this::stream, length(), contentType);
    }

    private InputStream stream() {
        return new BufferStream(buffers);
    }
}
