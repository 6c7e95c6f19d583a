package dev.pgexport.api.manifest;

/** How the bytes of an object are compressed. */
public enum Codec {
    NONE(""),
    GZIP(".gz"),
    ZSTD(".zst"),
    LZ4(".lz4");

    private final String suffix;

    Codec(String suffix) {
        this.suffix = suffix;
    }

    /** Return what the names of such objects end in. */
    public String suffix() {
        return suffix;
    }
}
