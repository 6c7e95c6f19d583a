package dev.pgexport.compare;

import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.Consistency;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.manifest.ManifestTable;
import dev.pgexport.api.manifest.TableDescription;
import dev.pgexport.api.read.FieldFormat;
import dev.pgexport.api.read.ReaderPlugin;
import dev.pgexport.compare.canonical.UserTypes;
import dev.pgexport.engine.read.ReadExport;
import dev.pgexport.engine.read.RowSource;
import dev.pgexport.engine.read.StoredBytes;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/** An export as a side of a comparison. */
public final class ExportSide implements OpenSide {
    private final Side side;
    private final Manifest manifest;
    private final ReaderPlugin reader;
    private final StoredBytes stored;
    private final List<TableDescription> tables;

    /**
     * Compare an export.
     *
     * @param label how reports call it
     * @param location its location
     * @param manifest what it holds
     * @param reader the reader that the manifest names
     * @param stored opens its objects
     * @param selected which of its tables are compared
     */
    public ExportSide(
            String label,
            URI location,
            Manifest manifest,
            ReaderPlugin reader,
            StoredBytes stored,
            Predicate<TableName> selected) {
        this.side = new Side(
                label,
                location,
                Optional.of(manifest.id()),
                Optional.of(manifest.strategy()),
                manifest.source().serverVersion(),
                Optional.of(manifest.source().moment()),
                manifest.leftOut(),
                Optional.empty());
        this.manifest = manifest;
        this.reader = reader;
        this.stored = stored;
        this.tables = manifest.tables().stream()
                .map(ManifestTable::description)
                .filter(table -> selected.test(table.name()))
                .toList();
    }

    @Override
    public Side side() {
        return side;
    }

    @Override
    public List<TableDescription> tables() {
        return tables;
    }

    @Override
    public UserTypes types() {
        return UserTypes.described(manifest.types());
    }

    @Override
    public boolean exact() {
        return manifest.consistency() != Consistency.STORAGE_SNAPSHOT;
    }

    @Override
    public FieldFormat format() {
        return reader.format();
    }

    @Override
    public OptionalLong knownRows(TableName table) {
        return manifest.tables().stream()
                .filter(held -> held.description().name().equals(table))
                .map(ManifestTable::rows)
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    @Override
    public long bytes(Set<TableName> wanted) {
        return manifest.objects().stream()
                .filter(object -> !Collections.disjoint(object.rows().keySet(), wanted))
                .mapToLong(ManifestObject::bytes)
                .sum();
    }

    @Override
    public RowSource rows(Set<TableName> wanted, LongConsumer progress) {
        return new ReadExport(manifest, reader, stored, wanted, progress);
    }

    @Override
    public void confirm() {
        // An export does not change, and each of its objects is compared with the manifest.
    }

    @Override
    public void close() {
        // Whoever opened the location closes it.
    }
}
