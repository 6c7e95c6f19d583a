package dev.pgexport.snapshot.parquet;

import java.util.Optional;

/**
 * One column of a Parquet file.
 *
 * @param annotation what the bytes mean, as in {@code STRING} or {@code INT_16}; empty when nothing is said
 * @param nullable whether it is optional, and not required
 */
public record ParquetColumn(String name, PhysicalType type, Optional<String> annotation, boolean nullable) {
    public ParquetColumn {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a column has no name");
        }
    }

    /** Return the type as people write it: {@code INT64}, {@code INT32 (INT_16)}, {@code BYTE_ARRAY (STRING)}. */
    public String typeName() {
        return annotation.map(meaning -> type + " (" + meaning + ")").orElseGet(type::name);
    }
}
