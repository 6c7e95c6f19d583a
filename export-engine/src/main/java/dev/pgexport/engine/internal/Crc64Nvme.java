package dev.pgexport.engine.internal;

import java.util.HexFormat;

/**
 * CRC-64/NVME, which the JDK has not: the checksum that Amazon S3 takes of what is put without one ("Checking object
 * integrity", user guide of Amazon S3; polynomial and check value from the NVM Command Set specification).
 */
final class Crc64Nvme {
    /** The polynomial AD93D23594C93659, its bits the other way round. */
    private static final long POLYNOMIAL = 0x9A6C9329AC4BC9B5L;

    private static final int AT_ONCE = 8;
    private static final long[][] TABLES = tables();

    private long crc = -1;

    /** Return tables by which a byte counts as if others followed it: number n is for n more bytes. */
    private static long[][] tables() {
        long[][] tables = new long[AT_ONCE][256];
        for (int value = 0; value < 256; value++) {
            long rest = value;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                rest = (rest & 1) == 0 ? rest >>> 1 : (rest >>> 1) ^ POLYNOMIAL;
            }
            tables[0][value] = rest;
        }
        for (int after = 1; after < AT_ONCE; after++) {
            for (int value = 0; value < 256; value++) {
                long before = tables[after - 1][value];
                tables[after][value] = (before >>> Byte.SIZE) ^ tables[0][(int) before & 0xFF];
            }
        }
        return tables;
    }

    void update(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        for (; end - at >= AT_ONCE; at += AT_ONCE) {
            long next = 0;
            for (int i = 0; i < AT_ONCE; i++) {
                int value = (int) (crc >>> (i * Byte.SIZE)) ^ bytes[at + i];
                next ^= TABLES[AT_ONCE - 1 - i][value & 0xFF];
            }
            crc = next;
        }
        for (; at < end; at++) {
            crc = (crc >>> Byte.SIZE) ^ TABLES[0][((int) crc ^ bytes[at]) & 0xFF];
        }
    }

    /** Return it as manifests write it. */
    String hex() {
        return HexFormat.of().toHexDigits(~crc);
    }
}
