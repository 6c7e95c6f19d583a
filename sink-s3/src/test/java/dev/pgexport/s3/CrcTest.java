package dev.pgexport.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrcTest {
    /** The check value of CRC-32C (Castagnoli) in the catalogues of checksums: that of the digits 1 to 9. */
    @Test
    void itIsWrittenAsS3AndAsManifestsWriteIt() {
        Bytes digits = new Bytes(List.of(
                ByteBuffer.wrap("1234".getBytes(StandardCharsets.US_ASCII)),
                ByteBuffer.wrap("56789".getBytes(StandardCharsets.US_ASCII))));

        assertThat(digits.crc().hex()).isEqualTo("e3069283");
        assertThat(digits.crc().base64()).isEqualTo("4waSgw==");
        assertThat(Crc.ofBytes("4waSgw==")).contains(digits.crc());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"4waSgw==-7", "", "4waSgwAA", "%"})
    void whatIsNoChecksumOfTheBytesIsNone(String text) {
        assertThat(Crc.ofBytes(text)).isEmpty();
    }
}
