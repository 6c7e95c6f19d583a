package dev.pgexport.postgres.archive;

import java.nio.ByteBuffer;

/** Reads an archive's header: magic, version, sizes, format, compression, date and names. */
final class HeaderReader {
    private static final byte[] MAGIC = {'P', 'G', 'D', 'M', 'P'};
    private static final int DATE_FIELDS = 7;
    private static final int NAMES = 3;
    private static final int COMPRESSION_BYTE_SINCE = 15;

    private enum Step {
        MAGIC,
        MAJOR,
        MINOR,
        REVISION,
        INTEGER_SIZE,
        OFFSET_SIZE,
        FORMAT,
        COMPRESSION,
        DATE,
        NAMES,
        DONE
    }

    private final ArchiveFormat expected;
    private final IntegerReader integers;
    private final StringReader strings;
    private Step step = Step.MAGIC;
    private int repeated;
    private int major;
    private ArchiveVersion version = new ArchiveVersion(1, 16);
    private int offsetSize;
    private boolean compressed;

    HeaderReader(ArchiveFormat expected, IntegerReader integers) {
        this.expected = expected;
        this.integers = integers;
        this.strings = new StringReader(integers, 0);
    }

    ArchiveVersion version() {
        return version;
    }

    int offsetSize() {
        return offsetSize;
    }

    boolean isCompressed() {
        return compressed;
    }

    /** Read on; return whether the header is complete. */
    boolean read(ByteBuffer input) {
        while (step != Step.DONE && input.hasRemaining()) {
            advance(input);
        }
        return step == Step.DONE;
    }

    private void advance(ByteBuffer input) {
        switch (step) {
            case MAGIC -> magic(input.get());
            case MAJOR -> {
                major = input.get();
                step = Step.MINOR;
            }
            case MINOR -> {
                version = new ArchiveVersion(major, input.get());
                step = Step.REVISION;
            }
            case REVISION -> {
                input.get();
                step = Step.INTEGER_SIZE;
            }
            case INTEGER_SIZE -> {
                integers.setSize(input.get());
                step = Step.OFFSET_SIZE;
            }
            case OFFSET_SIZE -> {
                offsetSize = input.get();
                step = Step.FORMAT;
            }
            case FORMAT -> format(input.get());
            case COMPRESSION -> compression(input);
            case DATE -> repeat(integers.read(input), DATE_FIELDS, Step.NAMES);
            case NAMES -> repeat(strings.read(input), NAMES, Step.DONE);
            case DONE -> throw new IllegalStateException("the header is complete");
        }
    }

    private void magic(byte next) {
        if (next != MAGIC[repeated]) {
            throw IncompleteDump.because("it does not start as an archive of pg_dump");
        }
        repeat(true, MAGIC.length, Step.MAJOR);
    }

    private void format(byte code) {
        if (code != expected.code()) {
            throw IncompleteDump.because("an archive of format " + code + " instead of " + expected.code());
        }
        step = Step.COMPRESSION;
    }

    private void compression(ByteBuffer input) {
        if (version.isAtLeast(COMPRESSION_BYTE_SINCE)) {
            compressed = input.get() != 0;
            step = Step.DATE;
        } else if (integers.read(input)) {
            compressed = integers.value() != 0;
            step = Step.DATE;
        }
    }

    private void repeat(boolean complete, int times, Step next) {
        if (complete && ++repeated == times) {
            repeated = 0;
            step = next;
        }
    }
}
