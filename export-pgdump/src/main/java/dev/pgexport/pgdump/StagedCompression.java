package dev.pgexport.pgdump;

/** How pg_dump compresses the files of a directory. Low levels: it is the workers' CPU that limits the speed. */
enum StagedCompression {
    /** From pg_dump 16 on, where it was built with it. */
    ZSTD("zstd:1"),
    GZIP("1");

    static final int ZSTD_SINCE = 16;

    private final String argument;

    StagedCompression(String argument) {
        this.argument = argument;
    }

    String argument() {
        return argument;
    }
}
