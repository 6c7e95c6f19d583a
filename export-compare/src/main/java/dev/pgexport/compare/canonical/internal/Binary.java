package dev.pgexport.compare.canonical.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads the parts of a value in binary form, in network byte order, one after the other. */
final class Binary {
    private static final VarHandle INT16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int position;

    Binary(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    /** Say that a value of this length is expected. */
    static void expect(int expected, int length) {
        if (length != expected) {
            throw new MalformedValue("it has " + length + " bytes instead of " + expected);
        }
    }

    static int int16(byte[] bytes, int offset) {
        return (short) INT16.get(bytes, offset);
    }

    static int int32(byte[] bytes, int offset) {
        return (int) INT32.get(bytes, offset);
    }

    static long int64(byte[] bytes, int offset) {
        return (long) INT64.get(bytes, offset);
    }

    int octet() {
        return bytes[skip(1)] & 0xff;
    }

    int unsigned16() {
        return int16(bytes, skip(2)) & 0xffff;
    }

    int int32() {
        return int32(bytes, skip(4));
    }

    long int64() {
        return int64(bytes, skip(8));
    }

    /** Return a number of things, each of which takes so many bytes at least. */
    int count(int smallest) {
        int count = int32();
        if (count < 0 || (long) count * smallest > end - position) {
            throw new MalformedValue("it says that it has " + count + " parts");
        }
        return count;
    }

    /** Pass over bytes and return where they start. */
    int skip(int length) {
        if (length < 0 || length > end - position) {
            throw new MalformedValue("it ends too early");
        }
        int start = position;
        position += length;
        return start;
    }

    /** Pass over a text that ends in a zero byte, which is passed over as well, and return where it starts. */
    int skipText() {
        int start = position;
        while (octet() != 0) {
            // on to the end
        }
        return start;
    }

    int position() {
        return position;
    }

    byte[] bytes() {
        return bytes;
    }

    boolean atEnd() {
        return position == end;
    }

    void expectEnd() {
        if (!atEnd()) {
            throw new MalformedValue("something follows its end");
        }
    }
}
