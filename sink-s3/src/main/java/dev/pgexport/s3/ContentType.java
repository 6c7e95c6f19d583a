package dev.pgexport.s3;

import java.util.Map;

/** Says what an object is to whoever downloads it. */
final class ContentType {
    private static final String UNKNOWN = "application/octet-stream";
    private static final Map<String, String> BY_SUFFIX = Map.of(
            "json", "application/json",
            "csv", "text/csv",
            "sql", "application/sql",
            "txt", "text/plain",
            "zst", "application/zstd",
            "gz", "application/gzip",
            "lz4", "application/x-lz4",
            "parquet", "application/vnd.apache.parquet");

    private ContentType() {}

    static String of(String key) {
        return BY_SUFFIX.getOrDefault(key.substring(key.lastIndexOf('.') + 1), UNKNOWN);
    }
}
