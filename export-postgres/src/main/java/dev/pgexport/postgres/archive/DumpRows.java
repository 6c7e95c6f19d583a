package dev.pgexport.postgres.archive;

import dev.pgexport.postgres.rows.RowDecoder;
import java.io.IOException;
import java.util.Optional;

/** Wants the rows of a dump, or some of them. */
@FunctionalInterface
public interface DumpRows {
    /**
     * Return what decodes the rows that follow, from {@link dev.pgexport.postgres.rows.TextDecoder#untilMark}; empty when
     * they are not wanted.
     */
    Optional<RowDecoder> open(CopyHeader header) throws IOException, InterruptedException;
}
