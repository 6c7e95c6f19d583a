package dev.pgexport.snapshot.parquet;

/** How Parquet stores the values of a column, by the names of its format. */
public enum PhysicalType {
    BOOLEAN,
    INT32,
    INT64,
    INT96,
    FLOAT,
    DOUBLE,
    BYTE_ARRAY,
    FIXED_LEN_BYTE_ARRAY
}
