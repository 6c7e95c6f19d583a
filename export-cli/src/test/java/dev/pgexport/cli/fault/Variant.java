package dev.pgexport.cli.fault;

import java.util.List;

/** A way to export that has its own ways to fail. */
enum Variant {
    COPY_IN_PARTS,
    PGDUMP_STREAM,
    PGDUMP_STAGED,
    PGDUMP_PLAIN;

    List<String> flags() {
        return switch (this) {
            case COPY_IN_PARTS -> List.of("--strategy", "copy", "--copy-part-size", "2MiB");
            case PGDUMP_STREAM -> List.of("--strategy", "pgdump", "--pgdump-mode", "stream");
            case PGDUMP_STAGED -> List.of("--strategy", "pgdump", "--pgdump-mode", "staged");
            case PGDUMP_PLAIN -> List.of("--strategy", "pgdump", "--pgdump-mode", "plain");
        };
    }
}
