package dev.pgexport.copy.internal;

import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.read.DecodedObjects;
import dev.pgexport.api.read.FieldFormat;
import dev.pgexport.api.read.RowConsumer;
import dev.pgexport.api.read.RowRun;
import dev.pgexport.copy.CopyFormat;
import dev.pgexport.postgres.rows.BinaryDecoder;
import dev.pgexport.postgres.rows.CsvDecoder;
import dev.pgexport.postgres.rows.RowDecoder;
import dev.pgexport.postgres.rows.TextDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/** The rows of a part of a table. */
record TableRun(DecodedObjects source, ManifestObject object, TableName table, List<String> columns, CopyFormat format)
        implements RowRun {
    private static final int BUFFER = 256 * 1024;

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
        consumer.table(table, columns, format == CopyFormat.BINARY ? FieldFormat.BINARY : FieldFormat.TEXT);
        RowDecoder decoder = decoder(consumer);
        byte[] buffer = new byte[(int) Math.min(BUFFER, object.decodedBytes() + 1)];
        try (InputStream in = source.open(object)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                decoder.accept(buffer, 0, count);
            }
        }
        decoder.finish();
    }

    private RowDecoder decoder(RowConsumer consumer) {
        String subject = object.name().value();
        return switch (format) {
            case CSV -> new CsvDecoder(subject, columns, consumer);
            case TEXT -> TextDecoder.of(subject, columns.size(), consumer);
            case BINARY -> new BinaryDecoder(subject, columns.size(), object.decodedBytes(), consumer);
        };
    }
}
