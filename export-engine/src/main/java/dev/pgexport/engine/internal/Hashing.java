package dev.pgexport.engine.internal;

import dev.pgexport.api.Checksums;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Counts bytes and takes their SHA-256 and CRC32C, both by the processor's own instructions where it has them. */
public final class Hashing {
    private final MessageDigest sha256;
    private final CRC32C crc32c = new CRC32C();
    private final Optional<Crc64Nvme> crc64nvme;
    private long bytes;

    public Hashing() {
        this(false);
    }

    private Hashing(boolean crc64nvme) {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        this.crc64nvme = crc64nvme ? Optional.of(new Crc64Nvme()) : Optional.empty();
    }

    /** Take every hash that bytes can be compared by with those that are expected. */
    public static Hashing like(Checksums expected) {
        return new Hashing(expected.crc64nvme().isPresent());
    }

    public void update(byte[] buffer, int offset, int length) {
        sha256.update(buffer, offset, length);
        crc32c.update(buffer, offset, length);
        crc64nvme.ifPresent(crc -> crc.update(buffer, offset, length));
        bytes += length;
    }

    public long bytes() {
        return bytes;
    }

    /** Return the hashes and start the next ones: call it once, at the end. */
    public Checksums checksums() {
        return new Checksums(
                Optional.of(HexFormat.of().formatHex(sha256.digest())),
                Optional.of(HexFormat.of().toHexDigits((int) crc32c.getValue())),
                crc64nvme.map(Crc64Nvme::hex),
                Optional.empty());
    }
}
