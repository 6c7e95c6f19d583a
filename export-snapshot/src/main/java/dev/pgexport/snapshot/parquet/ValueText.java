package dev.pgexport.snapshot.parquet;

import java.util.Locale;
import java.util.Optional;

/**
 * Writes values as PostgreSQL writes them as text, by the type that RDS had when it made them what they are in Parquet.
 *
 * <p>Source: Amazon RDS User Guide, "Data conversion when exporting to an Amazon S3 bucket": what is not in that table is
 * refused and not guessed.
 */
enum ValueText {
    /** boolean */
    BOOLEAN(PhysicalType.BOOLEAN, ""),
    /** smallint; as wide as an int, so the range is checked. */
    SMALLINT(PhysicalType.INT32, "INT_16"),
    /** integer */
    INTEGER(PhysicalType.INT32, "", "INT_32"),
    /** bigint */
    BIGINT(PhysicalType.INT64, "", "INT_64"),
    /** real */
    REAL(PhysicalType.FLOAT, ""),
    /** double precision */
    DOUBLE_PRECISION(PhysicalType.DOUBLE, ""),
    /** bytea */
    BYTEA(PhysicalType.BYTE_ARRAY, ""),
    /** Every other type, whose text PostgreSQL made itself. */
    TEXT(PhysicalType.BYTE_ARRAY, "STRING");

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    private static final int LONGEST_INTEGER = 20;

    private final PhysicalType type;
    private final String annotation;
    private final String synonym;

    ValueText(PhysicalType type, String annotation) {
        this(type, annotation, annotation);
    }

    ValueText(PhysicalType type, String annotation, String synonym) {
        this.type = type;
        this.annotation = annotation;
        this.synonym = synonym;
    }

    /** Return how values of a column become text; empty when RDS writes no such column. */
    static Optional<ValueText> of(ParquetColumn column) {
        String annotation = column.annotation().orElse("");
        for (ValueText text : values()) {
            if (text.type == column.type() && (text.annotation.equals(annotation) || text.synonym.equals(annotation))) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    PhysicalType type() {
        return type;
    }

    void add(TextRow row, boolean value) {
        row.reserve(1)[row.end()] = (byte) (value ? 't' : 'f');
        row.added(1);
    }

    void add(TextRow row, int value) {
        if (this == SMALLINT && value != (short) value) {
            throw new IllegalArgumentException(value + " is no " + name().toLowerCase(Locale.ROOT));
        }
        add(row, (long) value);
    }

    void add(TextRow row, long value) {
        byte[] bytes = row.reserve(LONGEST_INTEGER);
        int limit = row.end() + LONGEST_INTEGER;
        int position = limit;
        // Negative all the way: the least of all has no positive counterpart.
        long rest = value < 0 ? value : -value;
        do {
            bytes[--position] = (byte) ('0' - rest % 10);
            rest /= 10;
        } while (rest != 0);
        if (value < 0) {
            bytes[--position] = '-';
        }
        System.arraycopy(bytes, position, bytes, row.end(), limit - position);
        row.added(limit - position);
    }

    void add(TextRow row, float value) {
        row.add(FloatText.of(value));
    }

    void add(TextRow row, double value) {
        row.add(FloatText.of(value));
    }

    void add(TextRow row, byte[] from, int offset, int length) {
        if (this == TEXT) {
            row.add(from, offset, length);
            return;
        }
        int textLength = Math.addExact(2, Math.multiplyExact(2, length));
        byte[] bytes = row.reserve(textLength);
        int position = row.end();
        bytes[position++] = '\\';
        bytes[position++] = 'x';
        for (int i = offset; i < offset + length; i++) {
            bytes[position++] = HEX[(from[i] >> 4) & 0xf];
            bytes[position++] = HEX[from[i] & 0xf];
        }
        row.added(textLength);
    }
}
