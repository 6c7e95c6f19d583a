package dev.pgexport.engine.internal;

import dev.pgexport.api.Checksums;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Counts bytes and takes their checksums, as a rule SHA-256 and CRC32C, both by the processor's own instructions where it has them. */
public final class Hashing {
    private final Optional<MessageDigest> sha256;
    private final Optional<CRC32C> crc32c;
    private final Optional<Crc64Nvme> crc64nvme;
    private long bytes;

    public Hashing() {
        this(true, true, false);
    }

    private Hashing(boolean sha256, boolean crc32c, boolean crc64nvme) {
        this.sha256 = sha256 ? Optional.of(newSha256()) : Optional.empty();
        this.crc32c = crc32c ? Optional.of(new CRC32C()) : Optional.empty();
        this.crc64nvme = crc64nvme ? Optional.of(new Crc64Nvme()) : Optional.empty();
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Take every hash that bytes can be compared by with those that are expected. */
    public static Hashing like(Checksums expected) {
        return new Hashing(true, true, expected.crc64nvme().isPresent());
    }

    /**
     * Take the one hash of those that are expected that costs least: enough to notice damage, where {@link #like} is to
     * prove that there is none.
     */
    public static Hashing cheapest(Checksums expected) {
        boolean crc32c = expected.crc32c().isPresent();
        boolean crc64nvme = !crc32c && expected.crc64nvme().isPresent();
        return new Hashing(!crc32c && !crc64nvme && expected.sha256().isPresent(), crc32c, crc64nvme);
    }

    public void update(byte[] buffer, int offset, int length) {
        sha256.ifPresent(digest -> digest.update(buffer, offset, length));
        crc32c.ifPresent(crc -> crc.update(buffer, offset, length));
        crc64nvme.ifPresent(crc -> crc.update(buffer, offset, length));
        bytes += length;
    }

    public long bytes() {
        return bytes;
    }

    /** Return the hashes and start the next ones: call it once, at the end. */
    public Checksums checksums() {
        return new Checksums(
                sha256.map(digest -> HexFormat.of().formatHex(digest.digest())),
                crc32c.map(crc -> HexFormat.of().toHexDigits((int) crc.getValue())),
                crc64nvme.map(Crc64Nvme::hex),
                Optional.empty());
    }
}
