package dev.pgexport.compare.canonical.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.LongStream;

/** Bytes that grow at their end, or a part of someone else's array that nothing is appended to. */
public final class Bytes {
    private static final int MAXIMAL_LENGTH = Integer.MAX_VALUE - 8;
    private static final int KEPT = 1 << 20;
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final long[] POWERS_OF_TEN =
            LongStream.iterate(1, power -> power * 10).limit(19).toArray();

    private byte[] own = new byte[64];
    private byte[] shown = own;
    private int offset;
    private int length;

    /** Forget all bytes, and give back the room that a big value has taken. */
    public void clear() {
        if (own.length > KEPT) {
            own = new byte[64];
        }
        shown = own;
        offset = 0;
        length = 0;
    }

    /** Return the array that holds the bytes. */
    public byte[] array() {
        return shown;
    }

    /** Return where in the array they start. */
    public int offset() {
        return offset;
    }

    /** Return how many there are. */
    public int length() {
        return length;
    }

    /** Have a whole value that is canonical as it is: shown where it lies when it is the first. */
    void take(byte[] bytes, int from, int count) {
        if (length == 0) {
            shown = bytes;
            offset = from;
            length = count;
        } else {
            append(bytes, from, count);
        }
    }

    void append(byte[] bytes, int from, int count) {
        byte[] array = room(count);
        System.arraycopy(bytes, from, array, length, count);
        length += count;
    }

    void append(int octet) {
        byte[] array = room(1);
        array[length++] = (byte) octet;
    }

    /** Append a text of ASCII characters. */
    void ascii(String text) {
        int count = text.length();
        byte[] array = room(count);
        for (int i = 0; i < count; i++) {
            array[length + i] = (byte) text.charAt(i);
        }
        length += count;
    }

    /** Append a number in decimal digits. */
    void decimal(long number) {
        if (number == Long.MIN_VALUE) {
            ascii("-9223372036854775808");
            return;
        }
        if (number < 0) {
            append('-');
            number = -number;
        }
        padded(number, 1);
    }

    /** Append a number of 0 or more in so many decimal digits or more. */
    void padded(long number, int digits) {
        int count = digits;
        while (count < POWERS_OF_TEN.length && number >= POWERS_OF_TEN[count]) {
            count++;
        }
        byte[] array = room(count);
        int at = length + count;
        length = at;
        long rest = number;
        for (; rest > Integer.MAX_VALUE; count--) {
            long quotient = rest / 10;
            array[--at] = (byte) ('0' + (int) (rest - quotient * 10));
            rest = quotient;
        }
        int small = (int) rest;
        for (; count > 0; count--) {
            int quotient = small / 10;
            array[--at] = (byte) ('0' + small - quotient * 10);
            small = quotient;
        }
    }

    /** Append two hexadecimal digits in lower case. */
    void hexadecimal(int octet) {
        byte[] array = room(2);
        array[length] = DIGITS[octet >> 4 & 0xf];
        array[length + 1] = DIGITS[octet & 0xf];
        length += 2;
    }

    /** Append the bytes as hexadecimal digits in lower case. */
    void hexadecimal(byte[] bytes, int from, int count) {
        if (count > MAXIMAL_LENGTH / 2) {
            throw new MalformedValue("it is too long");
        }
        byte[] array = room(2 * count);
        int at = length;
        for (int i = from; i < from + count; i++) {
            array[at++] = DIGITS[bytes[i] >> 4 & 0xf];
            array[at++] = DIGITS[bytes[i] & 0xf];
        }
        length = at;
    }

    /** Drop all bytes from a position on. */
    void truncate(int position) {
        length = position;
    }

    /** Drop the bytes between two positions, the second exclusive. */
    void remove(int from, int to) {
        System.arraycopy(own, to, own, from, length - to);
        length -= to - from;
    }

    /** Make a gap of so many bytes at a position, and return the array to fill it in. */
    byte[] insert(int position, int count) {
        byte[] array = room(count);
        System.arraycopy(array, position, array, position + count, length - position);
        length += count;
        return array;
    }

    byte[] own() {
        return own;
    }

    private byte[] room(int count) {
        if (own.length - length < count) {
            long wanted = (long) length + count;
            if (wanted > MAXIMAL_LENGTH) {
                throw new MalformedValue("it is too long");
            }
            own = Arrays.copyOf(own, (int) Math.min(MAXIMAL_LENGTH, Math.max(wanted, 2L * own.length)));
            shown = own;
        }
        return own;
    }
}
