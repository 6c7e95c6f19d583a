package dev.pgexport.compare.internal.database;

import dev.pgexport.api.Export;
import dev.pgexport.api.read.RowRun;
import dev.pgexport.engine.read.OpenRows;
import dev.pgexport.engine.read.ReadContext;
import dev.pgexport.engine.read.RowSource;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;

/** Rows of a database, read once. */
public record CopiedRows(
        String subject, Export export, StoredForm form, List<CopiedTables.Part> parts, LongConsumer progress)
        implements RowSource {

    public CopiedRows {
        parts = List.copyOf(parts);
    }

    @Override
    public OpenRows open(ReadContext context) {
        return new Opened();
    }

    /** Unless all was read, the snapshot is let go, since nothing else ends a COPY that waits. */
    private final class Opened implements OpenRows {
        private volatile boolean complete;

        @Override
        public Iterator<RowRun> runs() {
            return parts.stream()
                    .<RowRun>map(part -> new CopiedRun(part, form, progress))
                    .iterator();
        }

        @Override
        public void complete() {
            complete = true;
        }

        @Override
        public void close() {
            if (!complete) {
                export.close();
            }
        }
    }
}
