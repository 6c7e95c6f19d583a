package dev.pgexport.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.ExportId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimObjectTest {
    private static final S3Location LOCATION = new S3Location("bucket", "exports/");
    private static final ExportId ID = new ExportId("nightly.1");
    private static final Instant MODIFIED = Instant.parse("2026-11-21T01:00:00Z");

    private static Stored stored(long bytes) {
        return new Stored(bytes, MODIFIED, "\"etag\"", Optional.empty());
    }

    @Test
    void theKeyNamesTheExport() {
        String key = ClaimObject.key(LOCATION, ID);

        assertThat(key).isEqualTo("exports/.pgexport/nightly.1.claim");
        assertThat(ClaimObject.id(LOCATION, key)).contains(ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exports/.pgexport/doctor-1", "exports/.pgexport/-.claim", "exports/nightly.1.claim", "x"})
    void otherKeysClaimNothing(String key) {
        assertThat(ClaimObject.id(LOCATION, key)).isEmpty();
    }

    @Test
    void anyIdFitsIntoAClaimOfTheLeastValidity() {
        Bytes content = ClaimObject.content(
                new ExportId("x".repeat(128)), "00000000-0000-0000-0000-000000000000", Duration.ofSeconds(5));

        assertThat(content.length()).isEqualTo(512 + 5);
    }

    /** By the size of 150 seconds of validity, and a second for the server's rounding. */
    @ParameterizedTest
    @CsvSource({"0, true", "149, true", "150, true", "151, false", "100000, false", "-3600, true"})
    void aClaimIsGoodForAsManySecondsAsItsSizeSays(long seconds, boolean alive) {
        long size = ClaimObject.content(ID, "token", Duration.ofSeconds(150)).length();

        assertThat(ClaimObject.isAlive(stored(size), MODIFIED.plusSeconds(seconds)))
                .isEqualTo(alive);
    }

    @Test
    void anEmptyClaimIsDeadAtOnce() {
        assertThat(ClaimObject.isAlive(stored(ClaimObject.ended().length()), MODIFIED))
                .isFalse();
    }
}
