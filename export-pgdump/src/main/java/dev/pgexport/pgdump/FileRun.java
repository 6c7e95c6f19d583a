package dev.pgexport.pgdump;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.read.ReadRequest;
import dev.pgexport.api.read.RowConsumer;
import dev.pgexport.api.read.RowRun;
import dev.pgexport.postgres.archive.CopyHeader;
import dev.pgexport.postgres.archive.CopyRowCounter;
import dev.pgexport.postgres.rows.RowDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Set;

/** The rows of a file of a dump in directory format. */
record FileRun(ReadRequest request, ManifestObject object, CopyHeader header) implements RowRun {
    private static final int BUFFER = 256 * 1024;

    @Override
    public List<ManifestObject> objects() {
        return List.of(object);
    }

    @Override
    public Set<TableName> tables() {
        return Set.of(header.table());
    }

    @Override
    public void writeTo(RowConsumer consumer) throws IOException, InterruptedException {
        WantedRows rows = WantedRows.of(request, object, consumer);
        try {
            RowDecoder decoder = rows.open(header)
                    .orElseThrow(() -> new IllegalStateException("the rows of " + object.name() + " are not wanted"));
            read(decoder);
        } catch (ExportException e) {
            throw rows.named(e);
        }
    }

    private void read(RowDecoder decoder) throws IOException, InterruptedException {
        CopyRowCounter counter = new CopyRowCounter();
        byte[] buffer = new byte[BUFFER];
        try (InputStream stored = request.objects().open(object);
                InputStream decoded = opened(stored)) {
            for (int count = read(decoded, buffer); count >= 0; count = read(decoded, buffer)) {
                counter.accept(buffer, 0, count);
                decoder.accept(buffer, 0, count);
            }
            if (stored.read() >= 0) {
                throw new ExportException(Kind.INTEGRITY, "it goes on after the end of its compressed data");
            }
        }
        counter.finish(header.table().toString());
        decoder.finish();
    }

    private InputStream opened(InputStream stored) throws IOException {
        try {
            return DumpFileReader.decode(DumpNames.file(object), stored);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    /** Read apart from what is done with the rows, whose failures are of another kind. */
    private static int read(InputStream decoded, byte[] buffer) throws IOException {
        try {
            return decoded.read(buffer);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private static ExportException damaged(IOException e) {
        return new ExportException(Kind.INTEGRITY, "it cannot be decompressed: " + e.getMessage(), e);
    }
}
