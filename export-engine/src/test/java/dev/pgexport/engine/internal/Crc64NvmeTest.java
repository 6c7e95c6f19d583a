package dev.pgexport.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Crc64NvmeTest {
    private static String of(byte[] bytes) {
        Crc64Nvme crc = new Crc64Nvme();
        crc.update(bytes, 0, bytes.length);
        return crc.hex();
    }

    @Test
    void itIsThatOfTheSpecification() {
        assertThat(of("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo("ae8b14860a799888");
        assertThat(of(new byte[4096])).isEqualTo("6482d367eb22b64e");
        assertThat(of(new byte[0])).isEqualTo("0000000000000000");
    }

    @Test
    void itIsTheSameHoweverTheBytesArrive() {
        byte[] bytes = new byte[10_000];
        new Random(64).nextBytes(bytes);
        Crc64Nvme pieces = new Crc64Nvme();
        for (int at = 0, length = 1; at < bytes.length; at += length, length = length % 37 + 1) {
            length = Math.min(length, bytes.length - at);
            pieces.update(bytes, at, length);
        }

        assertThat(pieces.hex()).isEqualTo(of(bytes));
    }
}
