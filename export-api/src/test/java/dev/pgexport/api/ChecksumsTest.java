package dev.pgexport.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.Checksums.Comparison;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumsTest {
    private static final String SHA256 = "ab".repeat(32);
    private static final Checksums BOTH = Checksums.of(SHA256, "0011aabb");
    private static final Checksums NVME = Checksums.NONE.withCrc64nvme("ae8b14860a799888");

    private static Checksums crc32c(String crc32c) {
        return new Checksums(Optional.empty(), Optional.of(crc32c), Optional.empty(), Optional.empty());
    }

    @Test
    void oneThatBothHaveIsEnoughToBeTheSame() {
        assertThat(BOTH.compare(crc32c("0011aabb"))).isEqualTo(Comparison.SAME);
        assertThat(crc32c("0011aabb").compare(BOTH)).isEqualTo(Comparison.SAME);
        assertThat(NVME.compare(NVME.withEtag("9b2c"))).isEqualTo(Comparison.SAME);
        assertThat(Checksums.ofEtag("9b2c-3").compare(NVME.withEtag("9b2c-3"))).isEqualTo(Comparison.SAME);
    }

    @Test
    void oneThatDiffersIsEnoughToBeDifferent() {
        assertThat(BOTH.compare(Checksums.of(SHA256, "0011aabc"))).isEqualTo(Comparison.DIFFERENT);
        assertThat(BOTH.compare(Checksums.of("ac".repeat(32), "0011aabb"))).isEqualTo(Comparison.DIFFERENT);
        assertThat(NVME.compare(Checksums.NONE.withCrc64nvme("ae8b14860a799889")))
                .isEqualTo(Comparison.DIFFERENT);
        assertThat(Checksums.ofEtag("9b2c-3").compare(Checksums.ofEtag("9b2c-4")))
                .isEqualTo(Comparison.DIFFERENT);
    }

    @Test
    void withoutAnythingInCommonNothingIsKnown() {
        assertThat(BOTH.compare(NVME.withEtag("9b2c"))).isEqualTo(Comparison.NOTHING_IN_COMMON);
        assertThat(Checksums.NONE.compare(Checksums.NONE)).isEqualTo(Comparison.NOTHING_IN_COMMON);
    }

    @Test
    void theSameBytesMayHaveAnotherEtag() {
        assertThat(BOTH.withEtag("9b2c-3").compare(BOTH.withEtag("77aa"))).isEqualTo(Comparison.SAME);
        assertThat(BOTH.withEtag("9b2c-3").compare(crc32c("00000000").withEtag("9b2c-3")))
                .isEqualTo(Comparison.DIFFERENT);
    }

    @Test
    void anEtagLosesItsQuotationMarks() {
        assertThat(Checksums.ofEtag("\"9b2c-3\"")).isEqualTo(Checksums.ofEtag("9b2c-3"));
        assertThat(Checksums.ofEtag("\"9b2c-3\"").etag()).contains("9b2c-3");
    }

    @Test
    void hashesAreAllButTheEtag() {
        assertThat(BOTH.withCrc64nvme("ae8b14860a799888").withEtag("9b2c").hashes())
                .isEqualTo(BOTH.withCrc64nvme("ae8b14860a799888"));
        assertThat(Checksums.ofEtag("9b2c").hashes().isEmpty()).isTrue();
        assertThat(Checksums.ofEtag("9b2c").isEmpty()).isFalse();
    }

    @Test
    void joinedOnesKeepTheFirst() {
        assertThat(Checksums.ofEtag("new").and(BOTH.withEtag("old"))).isEqualTo(BOTH.withEtag("new"));
    }

    @Test
    void theCommonOnesAreShown() {
        assertThat(BOTH.withEtag("9b2c").commonWith(crc32c("00000000").withEtag("77aa")))
                .hasToString("CRC32C 0011aabb, ETag 9b2c");
        assertThat(BOTH.commonWith(NVME)).hasToString("no checksum");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "a b", "W/\"9b2c\"", "a\"b", "\u00e9"})
    void whatIsNoEtagIsRefused(String etag) {
        assertThatThrownBy(() -> Checksums.ofEtag(etag)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0011AABB", "0011aab", "0011aabb0"})
    void whatIsNoCrc32cIsRefused(String crc32c) {
        assertThatThrownBy(() -> crc32c(crc32c)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hashesOfAnotherLengthAreRefused() {
        assertThatThrownBy(() -> Checksums.of("ab".repeat(31), "0011aabb"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Checksums.NONE.withCrc64nvme("ae8b1486")).isInstanceOf(IllegalArgumentException.class);
    }
}
