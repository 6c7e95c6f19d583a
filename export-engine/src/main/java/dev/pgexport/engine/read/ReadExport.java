package dev.pgexport.engine.read;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestTable;
import dev.pgexport.api.read.ReadRequest;
import dev.pgexport.api.read.ReaderPlugin;
import dev.pgexport.api.read.Reading;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * An export to read, or some of its tables.
 *
 * @param manifest what it holds
 * @param reader the reader that the manifest names
 * @param stored its location
 * @param tables whose rows are wanted
 * @param progress hears how many stored bytes more were read, from any thread
 */
public record ReadExport(
        Manifest manifest, ReaderPlugin reader, StoredBytes stored, Set<TableName> tables, LongConsumer progress)
        implements RowSource {

    /** @throws ExportException of kind CONFIGURATION when the export has no rows of a table, or needs another reader */
    public ReadExport {
        tables = Set.copyOf(tables);
        if (!manifest.reader().equals(Optional.of(reader.name()))) {
            throw new ExportException(
                    Kind.CONFIGURATION,
                    "the reader " + reader.name() + " does not read the export " + manifest.id()
                            + ", whose manifest names " + manifest.reader().orElse("none"));
        }
        Set<TableName> missing = new TreeSet<>(tables);
        missing.removeAll(tablesWithRows(manifest));
        if (!missing.isEmpty()) {
            throw new ExportException(
                    Kind.CONFIGURATION,
                    "the export " + manifest.id() + " does not hold the rows of "
                            + missing.iterator().next());
        }
    }

    /** Return the tables whose rows an export holds, be they none. */
    public static Set<TableName> tablesWithRows(Manifest manifest) {
        return manifest.tables().stream()
                .filter(table -> table.description().data())
                .map(table -> table.description().name())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String subject() {
        return manifest.id().value();
    }

    @Override
    public OpenRows open(ReadContext context) throws IOException, InterruptedException {
        CheckedObjects objects = new CheckedObjects(this);
        Reading reading = reader.open(new ReadRequest(
                manifest, tables, objects, context.scratch(), context.environment(), context.cancellation()));
        return new OpenReading(this, reading, objects);
    }

    /** Return how many rows of the wanted tables there must be. */
    long rows() {
        return manifest.tables().stream()
                .filter(table -> tables.contains(table.description().name()))
                .mapToLong(ReadExport::rows)
                .sum();
    }

    private static long rows(ManifestTable table) {
        return table.rows().orElse(0);
    }
}
