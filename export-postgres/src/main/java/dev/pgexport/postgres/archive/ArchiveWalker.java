package dev.pgexport.postgres.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows an archive in pg_dump's custom format, uncompressed, whose bytes come in pieces of any size.
 *
 * <p>What it holds in memory grows with the number of entries that have data, never with the data. Not thread-safe.
 */
public final class ArchiveWalker implements DumpWalker {
    private final IntegerReader integers = new IntegerReader();
    private final HeaderReader header = new HeaderReader(ArchiveFormat.CUSTOM, integers);
    private final TocReader contents;
    private final Optional<DumpRows> rows;

    @Nullable private BlockReader blocks;

    /** Follow an archive whose rows are only counted. */
    public ArchiveWalker() {
        this(Optional.empty());
    }

    /** Follow an archive whose rows are wanted. */
    public ArchiveWalker(DumpRows rows) {
        this(Optional.of(rows));
    }

    private ArchiveWalker(Optional<DumpRows> rows) {
        this.rows = rows;
        this.contents = new TocReader(
                ArchiveFormat.CUSTOM,
                header,
                integers,
                rows.isPresent() ? TocReader.Wanted.ROWS : TocReader.Wanted.DATA);
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) throws IOException, InterruptedException {
        ByteBuffer input = ByteBuffer.wrap(bytes, offset, length);
        if (blocks == null && header.read(input) && contents.read(input)) {
            blocks = new BlockReader(contents.entries(), header.isCompressed(), integers, rows);
        }
        if (blocks != null) {
            blocks.read(input);
        }
    }

    @Override
    public DumpContents finish() {
        if (blocks == null) {
            throw IncompleteDump.because("it ends within its table of contents");
        }
        return blocks.finish();
    }
}
