package dev.pgexport.s3;

import dev.pgexport.api.Checksums;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * What S3 says of an object.
 *
 * @param bytes its size
 * @param modified when it became visible
 * @param etag with its quotation marks
 * @param crc of all its bytes, when S3 has it
 * @param nvme the CRC-64/NVME of all its bytes in hex, when S3 has it
 */
record Stored(long bytes, Instant modified, String etag, Optional<Crc> crc, Optional<String> nvme) {
    Stored(long bytes, Instant modified, String etag, Optional<Crc> crc) {
        this(bytes, modified, etag, crc, Optional.empty());
    }

    /** Return what S3 vouches for. */
    Checksums checksums() {
        Checksums hashes = new Checksums(Optional.empty(), crc.map(Crc::hex), nvme, Optional.empty());
        return Etag.isStrong(etag) ? hashes.withEtag(etag) : hashes;
    }

    /** Return the server's time of an answer, to be compared with other times of the same server. */
    static Instant serverTime(SdkHttpResponse response) {
        try {
            return response.firstMatchingHeader("Date")
                    .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant())
                    .orElseGet(Instant::now);
        } catch (DateTimeParseException e) {
            return Instant.now();
        }
    }
}
