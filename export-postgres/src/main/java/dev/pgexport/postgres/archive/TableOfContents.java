package dev.pgexport.postgres.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The table of contents of an archive in pg_dump's directory format: its {@code toc.dat}.
 *
 * @param entries the entries that have data
 * @param listPerEntry whether each entry of large objects has a list of its own, in the file that it names
 */
public record TableOfContents(List<TocEntry> entries, boolean listPerEntry) {
    /** The name of the file. */
    public static final String FILE = "toc.dat";

    private static final int LIST_PER_ENTRY_SINCE = 16;

    public TableOfContents {
        entries = List.copyOf(entries);
    }

    /**
     * Read a table of contents to its end.
     *
     * @throws dev.pgexport.api.ExportException of kind INTEGRITY when it is not whole
     * @throws IOException when the stream fails
     */
    public static TableOfContents read(InputStream input) throws IOException {
        return read(input, TocReader.Wanted.DATA);
    }

    /** Do {@link #read}, and let the entries say what columns their rows have. */
    public static TableOfContents readWithColumns(InputStream input) throws IOException {
        return read(input, TocReader.Wanted.ROWS);
    }

    private static TableOfContents read(InputStream input, TocReader.Wanted wanted) throws IOException {
        IntegerReader integers = new IntegerReader();
        HeaderReader header = new HeaderReader(ArchiveFormat.DIRECTORY, integers);
        TocReader contents = new TocReader(ArchiveFormat.DIRECTORY, header, integers, wanted);
        byte[] buffer = new byte[8192];
        boolean complete = false;
        for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
            complete = header.read(bytes) && contents.read(bytes);
            if (bytes.hasRemaining()) {
                throw IncompleteDump.because(FILE + " goes on after its last entry");
            }
        }
        if (!complete) {
            throw IncompleteDump.because(FILE + " is cut off");
        }
        return new TableOfContents(contents.entries(), header.version().isAtLeast(LIST_PER_ENTRY_SINCE));
    }
}
