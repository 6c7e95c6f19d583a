package dev.pgexport.pgdump;

import com.github.luben.zstd.ZstdInputStream;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.TableName;
import dev.pgexport.api.Written;
import dev.pgexport.postgres.archive.CopyRowCounter;
import dev.pgexport.postgres.archive.TableOfContents;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.zip.GZIPInputStream;

/** Reads single files of a dump in directory format to their end. */
final class DumpFileReader {
    private static final int BUFFER = 64 * 1024;

    private DumpFileReader() {}

    /**
     * Read a file.
     *
     * @param name its name, with the suffix of its compression
     * @param content what it is to hold
     * @throws ExportException of kind INTEGRITY when it is not whole
     */
    static Written read(String name, DumpFile content, PassingStream stored) throws IOException {
        try {
            if (name.equals(TableOfContents.FILE)) {
                TableOfContents.read(stored);
                return Written.withoutRows();
            }
            Written written;
            try (InputStream decoded = decode(name, stored)) {
                written = content.table().isPresent() ? rows(content.table().get(), decoded) : withoutRows(decoded);
            }
            if (stored.read() >= 0) {
                throw new ExportException(
                        ExportException.Kind.INTEGRITY, name + " goes on after the end of its compressed data");
            }
            return written;
        } catch (PassingStream.OutputFailure | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new ExportException(ExportException.Kind.INTEGRITY, name + " is not whole: " + e.getMessage(), e);
        }
    }

    /** Undo the compression that a name tells of. */
    static InputStream decode(String name, InputStream stored) throws IOException {
        if (name.endsWith(".gz")) {
            return new GZIPInputStream(stored, BUFFER);
        }
        if (name.endsWith(".zst")) {
            // Of an empty large object pg_dump writes an empty file, which the decoder takes as whole.
            return new ZstdInputStream(stored);
        }
        return stored;
    }

    private static Written rows(TableName table, InputStream decoded) throws IOException {
        CopyRowCounter counter = new CopyRowCounter();
        byte[] buffer = new byte[BUFFER];
        for (int count = decoded.read(buffer); count >= 0; count = decoded.read(buffer)) {
            counter.accept(buffer, 0, count);
        }
        return Written.rows(table, counter.finish(table.toString()));
    }

    private static Written withoutRows(InputStream decoded) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int count = decoded.read(buffer);
        while (count >= 0) {
            count = decoded.read(buffer);
        }
        return Written.withoutRows();
    }
}
