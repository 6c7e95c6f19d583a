package dev.pgexport.s3;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A CRC32C.
 *
 * @param value its 32 bits
 */
record Crc(int value) {
    private static final int BYTES = Integer.BYTES;

    /** Return it as S3 writes it: Base64 of its bytes, the highest first. */
    String base64() {
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(BYTES).putInt(value).array());
    }

    /** Return it as manifests write it. */
    String hex() {
        return HexFormat.of().toHexDigits(value);
    }

    /** Read what S3 wrote; empty when there is none, or one of the checksums of parts ({@code ...-7}), not of the bytes. */
    static Optional<Crc> ofBytes(@Nullable String base64) {
        return decode(base64, BYTES).map(bytes -> new Crc(ByteBuffer.wrap(bytes).getInt()));
    }

    /** Read a CRC-64/NVME that S3 wrote as manifests write it; empty when there is none. */
    static Optional<String> nvme(@Nullable String base64) {
        return decode(base64, Long.BYTES).map(HexFormat.of()::formatHex);
    }

    private static Optional<byte[]> decode(@Nullable String base64, int length) {
        if (base64 == null || base64.contains("-")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(base64)).filter(bytes -> bytes.length == length);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
