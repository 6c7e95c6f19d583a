package dev.pgexport.snapshot.internal.read;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.read.DecodedObjects;
import dev.pgexport.api.read.FieldFormat;
import dev.pgexport.api.read.RowConsumer;
import dev.pgexport.api.read.RowRun;
import dev.pgexport.snapshot.parquet.LocalFileSource;
import dev.pgexport.snapshot.parquet.ParquetColumn;
import dev.pgexport.snapshot.parquet.ParquetFile;
import dev.pgexport.snapshot.parquet.ParquetRows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A Parquet file of a table.
 *
 * @param columns in the order that its rows shall have them
 * @param scratch where the file lies while it is read
 */
record ParquetRun(DecodedObjects stored, ManifestObject object, TableName table, List<String> columns, Path scratch)
        implements RowRun {

    @Override
    public List<ManifestObject> objects() {
        return List.of(object);
    }

    @Override
    public Set<TableName> tables() {
        return Set.of(table);
    }

    @Override
    public void writeTo(RowConsumer consumer) throws IOException, InterruptedException {
        try (ScratchFile file = fetch();
                ParquetFile parquet = named(() -> ParquetFile.open(LocalFileSource.open(file.path())), 0)) {
            requireColumns(parquet);
            ParquetRows rows = named(() -> parquet.rows(columns), 0);
            consumer.table(table, columns, FieldFormat.TEXT);
            for (long row = 1; next(rows, row); row++) {
                consumer.row(rows.row());
            }
        }
    }

    private ScratchFile fetch() throws IOException, InterruptedException {
        try (InputStream in = stored.open(object)) {
            return ScratchFile.of(in, scratch, object.name().value());
        }
    }

    private boolean next(ParquetRows rows, long row) throws InterruptedException {
        if (Thread.interrupted()) {
            throw interrupted();
        }
        return named(rows::next, row);
    }

    private InterruptedException interrupted() {
        return new InterruptedException("interrupted while reading " + object.name());
    }

    private void requireColumns(ParquetFile parquet) {
        Set<String> found =
                parquet.footer().columns().stream().map(ParquetColumn::name).collect(Collectors.toSet());
        List<String> missing =
                columns.stream().filter(column -> !found.contains(column)).toList();
        if (!missing.isEmpty()) {
            throw new ExportException(
                    Kind.INTEGRITY,
                    object.name() + " lacks columns that the manifest has of " + table + ": "
                            + String.join(", ", missing));
        }
    }

    /** Do something, whose failure names the scratch file, which means nothing to anybody. */
    private <T> T named(Supplier<T> reading, long row) throws InterruptedException {
        try {
            return reading.get();
        } catch (ExportException e) {
            if (Thread.interrupted()) {
                throw interrupted();
            }
            String where = row == 0 ? "" : ", row " + row;
            ExportException named = new ExportException(e.kind(), object.name() + where + ": " + e.getMessage(), e);
            throw e.advice().map(named::withAdvice).orElse(named);
        }
    }
}
