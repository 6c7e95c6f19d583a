package dev.pgexport.engine.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Counts bytes and takes their SHA-256 and CRC32C, both by the processor's own instructions where it has them. */
public final class Checksums {
    private final MessageDigest sha256;
    private final CRC32C crc32c = new CRC32C();
    private long bytes;

    public Checksums() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public void update(byte[] buffer, int offset, int length) {
        sha256.update(buffer, offset, length);
        crc32c.update(buffer, offset, length);
        bytes += length;
    }

    public long bytes() {
        return bytes;
    }

    /** Return the SHA-256 in hex and start the next one: call it once, at the end. */
    public String sha256() {
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** Return the CRC32C in hex. */
    public String crc32c() {
        return HexFormat.of().toHexDigits((int) crc32c.getValue());
    }
}
