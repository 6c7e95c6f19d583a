package dev.pgexport.pgdump;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.read.ReadRequest;
import dev.pgexport.api.read.Reading;
import dev.pgexport.api.read.RowConsumer;
import dev.pgexport.api.read.RowRun;
import dev.pgexport.postgres.archive.DumpRows;
import dev.pgexport.postgres.archive.DumpWalker;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a dump that is one object, from its beginning to its end.
 *
 * @param walkers makes what follows such a dump
 */
record PipedReading(ReadRequest request, Function<DumpRows, DumpWalker> walkers) implements Reading {
    private static final int BUFFER = 256 * 1024;

    @Override
    public Iterator<RowRun> runs() {
        return request.manifest().objects().stream()
                .filter(object -> !WantedRows.tables(request, object).isEmpty())
                .<RowRun>map(Dump::new)
                .iterator();
    }

    @Override
    public void close() {
        // Each run closes what it opens.
    }

    private final class Dump implements RowRun {
        private final ManifestObject object;

        Dump(ManifestObject object) {
            this.object = object;
        }

        @Override
        public List<ManifestObject> objects() {
            return List.of(object);
        }

        @Override
        public Set<TableName> tables() {
            return WantedRows.tables(request, object);
        }

        @Override
        public void writeTo(RowConsumer consumer) throws IOException, InterruptedException {
            WantedRows rows = WantedRows.of(request, object, consumer);
            DumpWalker walker = walkers.apply(rows);
            byte[] buffer = new byte[BUFFER];
            try (InputStream in = request.objects().open(object)) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    walk(walker, buffer, count, rows);
                }
            }
            try {
                walker.finish();
            } catch (ExportException e) {
                throw rows.named(e);
            }
        }

        private static void walk(DumpWalker walker, byte[] buffer, int count, WantedRows rows)
                throws IOException, InterruptedException {
            try {
                walker.accept(buffer, 0, count);
            } catch (ExportException e) {
                throw rows.named(e);
            }
        }
    }
}
