package dev.pgexport.engine.read;

import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.read.FieldFormat;
import dev.pgexport.api.read.ReadRequest;
import dev.pgexport.api.read.ReaderPlugin;
import dev.pgexport.api.read.Reading;
import dev.pgexport.api.read.RowBuffer;
import dev.pgexport.api.read.RowConsumer;
import dev.pgexport.api.read.RowRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Reads objects that have a line for each row; a test may give it faults. */
final class LineReader implements ReaderPlugin {
    final AtomicInteger open = new AtomicInteger();
    Predicate<ManifestObject> leftOut = object -> false;
    boolean stopsEarly;
    boolean saysNoTable;
    int columns = 1;
    long rowsLost;

    @Override
    public String name() {
        return "lines";
    }

    @Override
    public String description() {
        return "Lines";
    }

    @Override
    public Reading open(ReadRequest request) {
        open.incrementAndGet();
        return new Reading() {
            private boolean closed;

            @Override
            public Iterator<RowRun> runs() {
                return request.manifest().objects().stream()
                        .filter(leftOut.negate())
                        .filter(object -> object.rows().keySet().stream().anyMatch(request.tables()::contains))
                        .<RowRun>map(object -> new Lines(request, object))
                        .iterator();
            }

            @Override
            public void close() {
                if (!closed) {
                    closed = true;
                    open.decrementAndGet();
                }
            }
        };
    }

    private final class Lines implements RowRun {
        private final ReadRequest request;
        private final ManifestObject object;

        Lines(ReadRequest request, ManifestObject object) {
            this.request = request;
            this.object = object;
        }

        @Override
        public List<ManifestObject> objects() {
            return List.of(object);
        }

        @Override
        public Set<TableName> tables() {
            return object.rows().keySet();
        }

        @Override
        public void writeTo(RowConsumer consumer) throws IOException, InterruptedException {
            if (!saysNoTable) {
                consumer.table(tables().iterator().next(), List.of("line"), FieldFormat.TEXT);
            }
            try (InputStream in = request.objects().open(object)) {
                String text = new String(stopsEarly ? in.readNBytes(3) : in.readAllBytes(), StandardCharsets.UTF_8);
                RowBuffer row = new RowBuffer(columns);
                for (String line : text.lines().skip(rowsLost).toList()) {
                    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                    row.start(bytes);
                    while (!row.isFull()) {
                        row.add(0, bytes.length);
                    }
                    consumer.row(row);
                }
            }
        }
    }
}
