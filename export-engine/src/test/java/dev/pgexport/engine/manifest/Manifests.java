package dev.pgexport.engine.manifest;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.Codec;
import dev.pgexport.api.manifest.ColumnDescription;
import dev.pgexport.api.manifest.Consistency;
import dev.pgexport.api.manifest.Contents;
import dev.pgexport.api.manifest.LeftOut;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.manifest.ManifestTable;
import dev.pgexport.api.manifest.SourceDescription;
import dev.pgexport.api.manifest.TableDescription;
import dev.pgexport.api.manifest.TableKind;
import dev.pgexport.api.manifest.Timings;
import dev.pgexport.api.manifest.TypeDescription;
import dev.pgexport.api.manifest.TypeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Manifests for tests. */
public final class Manifests {
    private static final TableName MOVES = new TableName("public", "moves");
    private static final TableName ODD = new TableName("Odd \"schema\"", "tab\nle.ünï");

    private Manifests() {}

    /** The full manifest, of another export at another moment. */
    public static Manifest at(String id, String moment) {
        Manifest full = full();
        SourceDescription source = full.source();
        return new Manifest(
                full.formatVersion(),
                new ExportId(id),
                full.strategy(),
                full.reader(),
                full.programVersion(),
                full.settings(),
                new SourceDescription(
                        source.database(),
                        source.serverVersion(),
                        source.server(),
                        source.systemIdentifier(),
                        source.replica(),
                        source.encoding(),
                        source.snapshot(),
                        source.lsn(),
                        Instant.parse(moment)),
                full.consistency(),
                full.contents(),
                full.tables(),
                full.types(),
                full.objects(),
                full.leftOut(),
                full.warnings(),
                full.timings());
    }

    /** A manifest in which every optional thing is there. */
    public static Manifest full() {
        ObjectName part = ObjectName.of("data/public.moves/00001.csv.zst");
        ObjectName dump = ObjectName.of("dump/app.dump");
        ObjectName adopted = ObjectName.of("rds/app/public.moves/1/part-00000.gz.parquet");
        return new Manifest(
                Manifest.FORMAT_VERSION,
                new ExportId("20261121T010203Z-app-copy-k3f9"),
                "copy",
                Optional.of("copy-csv"),
                "0.1.0",
                Map.of("copy.format", "csv", "copy.part-size", "256MiB", "from", "postgresql://reader@db/app"),
                new SourceDescription(
                        "app",
                        "17.2",
                        Optional.of("db:5432"),
                        Optional.of("7301234567890123456"),
                        true,
                        "UTF8",
                        Optional.of("00000003-0000001B-1"),
                        Optional.of("0/1A2B3C4"),
                        Instant.parse("2026-11-21T01:02:03.456789Z"),
                        Optional.of(Map.of("transactions", "812", "database", "16384")),
                        Optional.of("reader")),
                Consistency.SERIALIZABLE_SNAPSHOT,
                Contents.SCHEMA_AND_DATA,
                List.of(
                        new ManifestTable(
                                new TableDescription(
                                        MOVES,
                                        TableKind.TABLE,
                                        List.of(
                                                new ColumnDescription("id", "bigint", false, false),
                                                new ColumnDescription("total", "numeric(12,2)", true, true)),
                                        List.of("id"),
                                        List.of(ODD),
                                        true),
                                OptionalLong.of(1510),
                                List.of(part, dump)),
                        new ManifestTable(
                                new TableDescription(
                                        ODD, TableKind.PARTITIONED_TABLE, List.of(), List.of(), List.of(), false),
                                OptionalLong.empty(),
                                List.of())),
                List.of(
                        new TypeDescription(
                                "public.part",
                                TypeKind.COMPOSITE,
                                Optional.empty(),
                                List.of(new TypeDescription.Attribute("price", "public.price")),
                                Optional.empty()),
                        new TypeDescription(
                                "public.price",
                                TypeKind.DOMAIN,
                                Optional.of("numeric(12,2)"),
                                List.of(),
                                Optional.of("shop"))),
                List.of(
                        new ManifestObject(
                                part,
                                1234,
                                Checksums.of("ab".repeat(32), "0011aabb"),
                                Codec.ZSTD,
                                9999,
                                Map.of(MOVES, 1500L)),
                        new ManifestObject(
                                dump,
                                77,
                                Checksums.of("cd".repeat(32), "0011aabc"),
                                Codec.NONE,
                                77,
                                Map.of(MOVES, 10L)),
                        new ManifestObject(
                                adopted,
                                55,
                                Checksums.ofEtag("9b2cf535f27731c974343645a3985328-3")
                                        .withCrc64nvme("ae8b14860a799888"),
                                Codec.NONE,
                                55,
                                Map.of())),
                List.of(new LeftOut("table data", "public.prices", "foreign table")),
                List.of("the schema could not be dumped: pg_dump 15 is older than the server"),
                new Timings(
                        Instant.parse("2026-11-21T01:02:02.1Z"), Duration.ofMillis(350), Duration.ofSeconds(61, 5)));
    }

    /** A bare manifest with an object that has these checksums. */
    public static Manifest of(Checksums checksums) {
        return bare(List.of(new ManifestObject(
                ObjectName.of("data/public.moves/00001.csv.zst"), 7, checksums, Codec.ZSTD, 9, Map.of())));
    }

    /** A manifest in which every optional thing is missing. */
    public static Manifest bare() {
        return bare(List.of());
    }

    private static Manifest bare(List<ManifestObject> objects) {
        Manifest full = full();
        return new Manifest(
                full.formatVersion(),
                full.id(),
                full.strategy(),
                Optional.empty(),
                full.programVersion(),
                Map.of(),
                new SourceDescription(
                        "app",
                        "13.23",
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        "SQL_ASCII",
                        Optional.empty(),
                        Optional.empty(),
                        full.source().moment()),
                Consistency.STORAGE_SNAPSHOT,
                Contents.DATA_ONLY,
                List.of(),
                List.of(),
                objects,
                List.of(),
                List.of(),
                full.timings());
    }

    /** A manifest with that many objects of one table. */
    public static Manifest large(int objects) {
        Manifest full = full();
        List<ManifestObject> listed = new AbstractList<>() {
            @Override
            public ManifestObject get(int index) {
                return new ManifestObject(
                        ObjectName.of("data/public.moves/%08d.csv.zst".formatted(index)),
                        index,
                        Checksums.of("ab".repeat(32), "0011aabb"),
                        Codec.ZSTD,
                        index,
                        Map.of(MOVES, 1L));
            }

            @Override
            public int size() {
                return objects;
            }
        };
        return new Manifest(
                full.formatVersion(),
                full.id(),
                full.strategy(),
                full.reader(),
                full.programVersion(),
                full.settings(),
                full.source(),
                full.consistency(),
                full.contents(),
                List.of(new ManifestTable(
                        full.tables().get(0).description(),
                        OptionalLong.of(objects),
                        listed.stream().map(ManifestObject::name).toList())),
                full.types(),
                listed,
                full.leftOut(),
                full.warnings(),
                full.timings());
    }
}
