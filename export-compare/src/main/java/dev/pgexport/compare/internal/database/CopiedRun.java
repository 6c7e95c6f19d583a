package dev.pgexport.compare.internal.database;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import dev.pgexport.api.Written;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.read.RowConsumer;
import dev.pgexport.api.read.RowRun;
import dev.pgexport.postgres.rows.RowDecoder;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/** The rows of a part of a table, as the server sends them. */
record CopiedRun(CopiedTables.Part part, StoredForm form, LongConsumer progress) implements RowRun {
    @Override
    public List<ManifestObject> objects() {
        return List.of();
    }

    @Override
    public Set<TableName> tables() {
        return Set.of(part.table().name());
    }

    @Override
    public void writeTo(RowConsumer consumer) throws IOException, InterruptedException {
        TableName table = part.table().name();
        List<String> columns = part.table().storedColumns();
        consumer.table(table, columns, form.format());
        RowDecoder decoder = form.decoder(part.object().name().value(), columns, consumer);
        Written written = part.object().writeTo(new DecodingStream(decoder, progress));
        long sent = written.rows().getOrDefault(table, 0L);
        long decoded = decoder.finish();
        if (sent != decoded) {
            throw new ExportException(
                    Kind.INTEGRITY, "the server has sent " + sent + " rows of " + table + ", but " + decoded + " came");
        }
    }
}
