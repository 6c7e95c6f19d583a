package dev.pgexport.copy.internal;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.manifest.Contents;
import dev.pgexport.api.manifest.ExportDescription;
import dev.pgexport.api.manifest.LeftOut;
import dev.pgexport.copy.CopySettings;
import dev.pgexport.postgres.catalog.Catalog;
import dev.pgexport.postgres.catalog.CatalogTable;
import dev.pgexport.postgres.connection.Database;
import dev.pgexport.postgres.snapshot.SnapshotCoordinator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** One snapshot of a database, whose tables leave by COPY. */
public final class CopyExport implements Export {
    private final SnapshotCoordinator coordinator;
    private final Workers workers;
    private final CopyStream stream;
    private final CopySettings settings;
    private final Schema schema;
    private final long largeObjectBytes;

    private CopyExport(
            SnapshotCoordinator coordinator,
            Workers workers,
            CopySettings settings,
            Schema schema,
            long largeObjectBytes) {
        this.coordinator = coordinator;
        this.workers = workers;
        this.stream = new CopyStream(coordinator, workers);
        this.settings = settings;
        this.schema = schema;
        this.largeObjectBytes = largeObjectBytes;
        coordinator.onLost(workers::lose);
    }

    public static Export open(CopySettings settings, ExportRequest request) throws InterruptedException {
        Database database = Database.resolve(settings.connection(), request.environment(), request.authentication());
        SnapshotCoordinator coordinator = SnapshotCoordinator.open(database, settings.snapshot(), request);
        Workers workers = new Workers(coordinator, request.jobs());
        try {
            Schema schema = Schema.of(settings, request, database, coordinator);
            long largeObjectBytes =
                    coordinator.catalog().largeObjects() == 0 ? 0 : LargeObjectsObject.size(workers, coordinator);
            return new CopyExport(coordinator, workers, settings, schema, largeObjectBytes);
        } catch (InterruptedException | RuntimeException e) {
            workers.close();
            coordinator.close();
            throw e;
        }
    }

    @Override
    public ExportDescription description() {
        List<LeftOut> leftOut = new ArrayList<>(coordinator.catalog().leftOut());
        schema.leftOut().ifPresent(leftOut::add);
        if (coordinator.catalog().largeObjects() > 0) {
            leftOut.add(new LeftOut(
                    "properties of large objects",
                    coordinator.source().database(),
                    "their owners, rights and comments; pg_dump takes them together with their bytes only"));
        }
        ExportDescription description = new ExportDescription(
                        coordinator.source(),
                        coordinator.consistency(),
                        schema.contents(),
                        coordinator.catalog().descriptions(),
                        leftOut)
                .withTypes(coordinator.catalog().types());
        return schema.contents() == Contents.SCHEMA_ONLY
                ? description
                : description.withReader(settings.format().reader());
    }

    @Override
    public long estimatedBytes() {
        return largeObjectBytes
                + coordinator.catalog().tables().stream()
                        .filter(CatalogTable::data)
                        .mapToLong(CatalogTable::bytes)
                        .sum();
    }

    @Override
    public Iterator<ExportObject> objects() {
        if (schema.contents() == Contents.SCHEMA_ONLY) {
            return schema.object(workers).stream().iterator();
        }
        Catalog catalog = coordinator.catalog();
        List<Batch> batches = new ArrayList<>();
        for (CatalogTable table : catalog.tables()) {
            if (table.data()) {
                TableParts parts = TableParts.of(table, settings.partSize().bytes());
                batches.add(new Batch(
                        parts.bytesEach(),
                        parts.stream()
                                .map(part -> new TableObject(stream, part, settings.format(), parts.bytesEach()))));
            }
        }
        if (catalog.largeObjects() > 0) {
            ExportObject object = new LargeObjectsObject(stream, settings.format(), largeObjectBytes);
            batches.add(new Batch(object.estimatedBytes(), Stream.of(object)));
        }
        if (!catalog.sequences().isEmpty()) {
            batches.add(new Batch(0, Stream.of(new SequencesObject(catalog.sequences()))));
        }
        Stream<ExportObject> biggestFirst = batches.stream()
                .sorted(Comparator.comparingLong(Batch::bytesEach).reversed())
                .flatMap(Batch::objects);
        // Whoever loads rows as they come needs the tables before.
        return Stream.concat(schema.object(workers).stream(), biggestFirst).iterator();
    }

    /** Objects of one size, made as they are asked for. */
    private record Batch(long bytesEach, Stream<? extends ExportObject> objects) {}

    @Override
    public void confirm() {
        coordinator.confirm();
    }

    @Override
    public void close() {
        workers.close();
        coordinator.close();
    }
}
