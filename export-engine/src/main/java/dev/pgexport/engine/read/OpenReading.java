package dev.pgexport.engine.read;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.read.Reading;
import dev.pgexport.api.read.RowRun;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;

/** An export that is being read, and how many of its rows have been. */
final class OpenReading implements AutoCloseable {
    private final ReadExport export;
    private final Reading reading;
    private final CheckedObjects objects;
    private final Iterator<RowRun> runs;
    private final AtomicLong rows = new AtomicLong();

    OpenReading(ReadExport export, Reading reading, CheckedObjects objects) {
        this.export = export;
        this.reading = reading;
        this.objects = objects;
        this.runs = reading.runs();
    }

    /** A run of rows and whose it is. */
    record Run(ReadExport export, RowRun rows) {}

    boolean hasNext() {
        return runs.hasNext();
    }

    Run next() {
        return new Run(export, new CheckedRun(export, runs.next(), objects, rows));
    }

    /** Make sure, after all runs, that these were all there are. */
    void requireAllRows() {
        long expected = export.rows();
        if (rows.get() != expected) {
            throw new ExportException(
                    Kind.INTEGRITY,
                    "the objects of " + export.manifest().id() + " hold " + rows
                            + " rows of the wanted tables, where the" + " manifest has " + expected);
        }
    }

    @Override
    public void close() {
        reading.close();
    }
}
