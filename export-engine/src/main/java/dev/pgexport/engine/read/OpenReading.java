package dev.pgexport.engine.read;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.read.Reading;
import dev.pgexport.api.read.RowRun;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;

/** An export that is being read, and how many of its rows have been. */
final class OpenReading implements OpenRows {
    private final ReadExport export;
    private final Reading reading;
    private final CheckedObjects objects;
    private final AtomicLong rows = new AtomicLong();

    OpenReading(ReadExport export, Reading reading, CheckedObjects objects) {
        this.export = export;
        this.reading = reading;
        this.objects = objects;
    }

    @Override
    public Iterator<RowRun> runs() {
        Iterator<RowRun> runs = reading.runs();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return runs.hasNext();
            }

            @Override
            public RowRun next() {
                return new CheckedRun(export, runs.next(), objects, rows);
            }
        };
    }

    @Override
    public void complete() {
        long expected = export.rows();
        if (rows.get() != expected) {
            throw new ExportException(
                    Kind.INTEGRITY,
                    "the objects of " + export.manifest().id() + " hold " + rows
                            + " rows of the wanted tables, where the manifest has " + expected);
        }
    }

    @Override
    public void close() {
        reading.close();
    }
}
