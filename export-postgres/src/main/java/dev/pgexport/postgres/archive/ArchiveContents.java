package dev.pgexport.postgres.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * All entries of an archive's table of contents.
 *
 * @param entries in the archive's order
 */
public record ArchiveContents(List<ArchiveEntry> entries) {
    public ArchiveContents {
        entries = List.copyOf(entries);
    }

    /**
     * Read the beginning of an archive in the custom format, up to the end of its table of contents, and no more than a
     * buffer of what comes then.
     *
     * @param beginning takes what was read up to there: an archive itself, of which pg_restore can restore all but rows
     * @throws dev.pgexport.api.ExportException of kind INTEGRITY when it ends before
     */
    public static ArchiveContents ofCustom(InputStream archive, OutputStream beginning) throws IOException {
        return read(ArchiveFormat.CUSTOM, archive, beginning);
    }

    /** Read the file {@value TableOfContents#FILE} of an archive in the directory format, and copy it. */
    public static ArchiveContents ofDirectory(InputStream contents, OutputStream copy) throws IOException {
        return read(ArchiveFormat.DIRECTORY, contents, copy);
    }

    private static ArchiveContents read(ArchiveFormat format, InputStream input, OutputStream copy) throws IOException {
        IntegerReader integers = new IntegerReader();
        HeaderReader header = new HeaderReader(format, integers);
        TocReader contents = new TocReader(format, header, integers, TocReader.Wanted.ALL_ENTRIES);
        byte[] buffer = new byte[8192];
        for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
            boolean complete = header.read(bytes) && contents.read(bytes);
            copy.write(buffer, 0, bytes.position());
            if (complete) {
                return new ArchiveContents(contents.allEntries());
            }
        }
        throw IncompleteDump.because("it ends within its table of contents");
    }
}
