package dev.pgexport.pgdump;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.manifest.ManifestTable;
import dev.pgexport.api.read.FieldFormat;
import dev.pgexport.api.read.ReadRequest;
import dev.pgexport.api.read.Row;
import dev.pgexport.api.read.RowConsumer;
import dev.pgexport.postgres.archive.CopyHeader;
import dev.pgexport.postgres.archive.DumpRows;
import dev.pgexport.postgres.rows.RowDecoder;
import dev.pgexport.postgres.rows.TextDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hands the rows of the wanted tables to a consumer, in UTF-8. */
final class WantedRows implements DumpRows {
    private final ManifestObject object;
    private final Map<TableName, List<String>> columns;
    private final Handing consumer;

    private WantedRows(ManifestObject object, Map<TableName, List<String>> columns, RowConsumer consumer) {
        this.object = object;
        this.columns = columns;
        this.consumer = new Handing(consumer);
    }

    /** Want the tables of a request that an object holds. */
    static WantedRows of(ReadRequest request, ManifestObject object, RowConsumer consumer) {
        return new WantedRows(object, columns(request.manifest(), tables(request, object)), consumer);
    }

    static Set<TableName> tables(ReadRequest request, ManifestObject object) {
        Set<TableName> tables = new HashSet<>(object.rows().keySet());
        tables.retainAll(request.tables());
        return tables;
    }

    private static Map<TableName, List<String>> columns(Manifest manifest, Set<TableName> tables) {
        Map<TableName, List<String>> columns = new HashMap<>();
        for (ManifestTable table : manifest.tables()) {
            if (tables.contains(table.description().name())) {
                columns.put(table.description().name(), table.description().storedColumns());
            }
        }
        return columns;
    }

    @Override
    public Optional<RowDecoder> open(CopyHeader header) throws IOException, InterruptedException {
        List<String> expected = columns.get(header.table());
        if (expected == null) {
            return Optional.empty();
        }
        if (!expected.equals(header.columns())) {
            throw new ExportException(
                    Kind.INTEGRITY,
                    "the rows of " + header.table() + " are of the columns " + header.columns() + " and not "
                            + expected);
        }
        consumer.table(header.table(), expected, FieldFormat.TEXT);
        RowConsumer inUtf8 = header.charset().equals(StandardCharsets.UTF_8)
                ? consumer
                : new Transcoding(header.table(), header.charset(), expected.size(), consumer);
        return Optional.of(TextDecoder.untilMark(header.table().toString(), expected.size(), inUtf8));
    }

    /** Return a failure with the object's name, unless it is the consumer's own. */
    ExportException named(ExportException failure) {
        if (failure == consumer.failure) {
            return failure;
        }
        ExportException named =
                new ExportException(failure.kind(), object.name() + ": " + failure.getMessage(), failure);
        return failure.advice().map(named::withAdvice).orElse(named);
    }

    /** Remembers what the consumer itself threw. */
    private static final class Handing implements RowConsumer {
        private final RowConsumer consumer;

        @Nullable private ExportException failure;

        Handing(RowConsumer consumer) {
            this.consumer = consumer;
        }

        @Override
        public void table(TableName table, List<String> names, FieldFormat format)
                throws IOException, InterruptedException {
            try {
                consumer.table(table, names, format);
            } catch (ExportException e) {
                failure = e;
                throw e;
            }
        }

        @Override
        public void row(Row row) throws IOException, InterruptedException {
            try {
                consumer.row(row);
            } catch (ExportException e) {
                failure = e;
                throw e;
            }
        }
    }
}
