package dev.pgexport.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.Consistency;
import dev.pgexport.api.manifest.Contents;
import dev.pgexport.api.manifest.LeftOut;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestTable;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.rds.ExportScript;
import dev.pgexport.testkit.rds.RdsExtension;
import dev.pgexport.testkit.rds.RdsServer;
import dev.pgexport.testkit.rds.RdsSource;
import dev.pgexport.testkit.rds.TableLayout;
import dev.pgexport.testkit.s3.EveryS3Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What RDS wrote becomes an export, on every S3 server. */
@EveryS3Server
@ExtendWith({PostgresExtension.class, RdsExtension.class})
class SnapshotExportTest {
    private final RdsServer rds;
    private final SnapshotRuns runs;

    SnapshotExportTest(RdsServer rds, TestDatabase database, @TempDir Path folder) {
        database.execute(
                "CREATE TABLE moves (id int PRIMARY KEY, note varchar(20), price numeric(12,2), reference oid)",
                "INSERT INTO moves SELECT i, 'note ' || i, i / 100.0, i FROM generate_series(1, 1000) i",
                "CREATE TABLE empty (id int)",
                "CREATE SCHEMA sales",
                "CREATE TABLE sales.orders (id bigint)",
                "INSERT INTO sales.orders SELECT generate_series(1, 40)");
        this.rds = rds;
        runs = new SnapshotRuns(rds, database, folder);
    }

    @AfterEach
    void forget() {
        SnapshotRuns.forgetCredentials();
    }

    private static Map<String, Long> rows(Manifest manifest) {
        return manifest.tables().stream()
                .collect(Collectors.toMap(
                        table -> table.description().name().toString(),
                        table -> table.rows().orElse(-1)));
    }

    @Test
    void aGivenSnapshotIsExportedInPlaceAndVerified() throws Exception {
        String arn = rds.takeAutomatedSnapshot(RdsSource.instance(SnapshotRuns.INSTANCE, runs.database));
        String identifier = arn.substring(arn.indexOf(":snapshot:") + ":snapshot:".length());
        runs.without("snapshot.instance").with("snapshot.id", identifier);

        Manifest manifest = runs.run();

        assertThat(rows(manifest)).isEqualTo(Map.of("public.moves", 1000L, "public.empty", 0L, "sales.orders", 40L));
        assertThat(manifest.source().snapshot()).contains(arn);
        assertThat(manifest.source().serverVersion())
                .isEqualTo(runs.database.server().version() + ".4");
        assertThat(manifest.source().database()).isEqualTo(runs.database.name());
        assertThat(manifest.consistency()).isEqualTo(Consistency.STORAGE_SNAPSHOT);
        assertThat(manifest.contents()).isEqualTo(Contents.DATA_ONLY);
        assertThat(manifest.objects()).allSatisfy(object -> {
            assertThat(object.name().value()).startsWith("rds/pgexport-nightly-");
            assertThat(object.checksums().etag()).isPresent();
        });
        assertThat(runs.keys())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of("exports/nightly/manifest.json"),
                                manifest.objects().stream().map(object -> "exports/nightly/" + object.name()))
                        .toList());
        assertThat(runs.verify(manifest, false).differences()).isEmpty();
        assertThat(runs.verify(manifest, true).differences()).isEmpty();
        assertThat(runs.verify(manifest, true).rows()).isEqualTo(1040);
        assertThat(runs.snapshots()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSnapshotMayBeGivenByItsArn(boolean cluster) throws Exception {
        RdsSource source = cluster
                ? RdsSource.cluster("aurora", runs.database)
                : RdsSource.instance(SnapshotRuns.INSTANCE, runs.database);
        rds.add(source);
        String arn = rds.takeAutomatedSnapshot(source);
        runs.without("snapshot.instance").with("snapshot.id", arn);

        Manifest manifest = runs.run();

        assertThat(rows(manifest)).containsEntry("public.moves", 1000L);
        assertThat(manifest.source().snapshot()).contains(arn);
        assertThat(manifest.source().serverVersion()).isEqualTo(source.engineVersion());
    }

    @Test
    void aSnapshotOfAnotherAccountIsNotTakenForOneOfTheSameIdentifier() {
        String arn = rds.takeAutomatedSnapshot(RdsSource.instance(SnapshotRuns.INSTANCE, runs.database));
        String other = arn.replaceFirst(":\\d{12}:", ":210987654321:");
        runs.without("snapshot.instance").with("snapshot.id", other);

        ExportException failure = catchThrowableOfType(ExportException.class, runs::run);

        assertThat(failure.kind()).isEqualTo(ExportException.Kind.CONFIGURATION);
        assertThat(failure).hasMessageContaining("there is no snapshot " + other);
    }

    @Test
    void noByteOfAnObjectButItsEndIsRead() throws Exception {
        runs.database.execute("CREATE TABLE wide AS SELECT i, md5(i::text) || md5((i + 1)::text) AS text FROM"
                + " generate_series(1, 20000) i");

        Manifest manifest = runs.run();

        assertThat(rows(manifest)).containsEntry("public.wide", 20000L);
    }

    @Test
    void columnsHaveTheirOriginalTypesAndWhatHasNoneIsLeftOut() throws Exception {
        Manifest manifest = runs.run();

        ManifestTable moves = manifest.tables().stream()
                .filter(table -> table.description().name().equals(new TableName("public", "moves")))
                .findFirst()
                .orElseThrow();
        assertThat(moves.description().columns())
                .extracting(column -> column.name() + " " + column.type())
                .contains("id integer", "note character varying(20)");
        assertThat(manifest.leftOut())
                .extracting(LeftOut::kind)
                .contains("definitions", "sequence values", "large objects");
    }

    @Test
    void aSnapshotThatWasMadeForTheExportIsTaggedAndDeleted() throws Exception {
        Manifest manifest = runs.run();

        assertThat(manifest.source().snapshot().orElseThrow()).contains(":snapshot:pgexport-nightly-");
        assertThat(rds.requests("CreateDBSnapshot")).hasSize(1);
        assertThat(rds.requests("CreateDBSnapshot").get(0).parameters().toString())
                .contains("pgexport")
                .contains("nightly");
        assertThat(runs.snapshots()).isEmpty();
    }

    @Test
    void aSnapshotThatWasMadeForTheExportIsKeptWhenToldSo() throws Exception {
        runs.with("keep-snapshot", "true").run();

        assertThat(runs.snapshots()).hasSize(1).first().asString().startsWith("pgexport-nightly-");
    }

    @Test
    void theNewestAutomatedSnapshotIsTaken() throws Exception {
        RdsSource instance = RdsSource.instance(SnapshotRuns.INSTANCE, runs.database);
        rds.takeAutomatedSnapshot(instance);
        runs.database.execute("INSERT INTO sales.orders SELECT generate_series(41, 50)");
        String newest = rds.takeAutomatedSnapshot(instance);
        runs.database.execute("INSERT INTO sales.orders SELECT generate_series(51, 60)");

        Manifest manifest = runs.with("snapshot.mode", "latest").run();

        assertThat(rows(manifest)).containsEntry("sales.orders", 50L);
        assertThat(manifest.source().snapshot()).contains(newest);
    }

    @Test
    void aLiveClusterIsExportedWithoutASnapshot() throws Exception {
        String arn = rds.add(RdsSource.cluster("aurora", runs.database));

        Manifest manifest = runs.without("snapshot.instance")
                .with("snapshot.cluster", "aurora")
                .run();

        assertThat(rows(manifest)).containsEntry("public.moves", 1000L);
        assertThat(manifest.source().snapshot()).contains(arn);
        assertThat(rds.requests("CreateDBClusterSnapshot")).isEmpty();
    }

    @Test
    void aSnapshotOfAClusterIsMadeAndDeleted() throws Exception {
        rds.add(RdsSource.cluster("aurora", runs.database));

        Manifest manifest = runs.without("snapshot.instance")
                .with("snapshot.cluster", "aurora")
                .with("snapshot.mode", "create")
                .run();

        assertThat(manifest.source().snapshot().orElseThrow()).contains(":cluster-snapshot:pgexport-nightly-");
        assertThat(rds.requests("DeleteDBClusterSnapshot")).hasSize(1);
    }

    @Test
    void aTableOf40PartsWithGapsIsWhole() throws Exception {
        String target = runs.database.name() + ".public.moves";
        rds.script(ExportScript.PLAIN
                .withLayout(target, new TableLayout(2, 20, true))
                .withTablesPerReport(1));

        Manifest manifest = runs.run();

        assertThat(rows(manifest)).containsEntry("public.moves", 1000L);
        assertThat(manifest.tables().stream()
                        .filter(table -> table.description().name().name().equals("moves"))
                        .findFirst()
                        .orElseThrow()
                        .objects())
                .hasSize(40);
    }

    @Test
    void theOlderLayoutWithoutFoldersOfBatchesIsRead() throws Exception {
        rds.script(ExportScript.PLAIN.withoutBatchFolders());

        assertThat(rows(runs.run())).containsEntry("public.moves", 1000L);
    }

    @Test
    void whatIsNotSelectedIsNotAskedForWhereThatCanBeSaid() throws Exception {
        Manifest manifest = runs.tables("moves").run();

        assertThat(rows(manifest)).isEqualTo(Map.of("public.moves", 1000L));
        assertThat(rds.requests("StartExportTask").get(0).parameters().toString())
                .contains(runs.database.name() + ".public.moves");
    }

    @Test
    void whatRdsCannotLeaveOutIsDeletedAndTheManifestSaysSo() throws Exception {
        Manifest manifest = runs.excluding("sales.orders").run();

        assertThat(rows(manifest)).containsOnlyKeys("public.moves", "public.empty");
        assertThat(manifest.leftOut()).anySatisfy(left -> {
            assertThat(left.name()).isEqualTo("sales.orders");
            assertThat(left.reason()).contains("it was deleted");
        });
        assertThat(runs.keys()).noneMatch(key -> key.contains("sales.orders"));
        assertThat(runs.verify(manifest, false).differences()).isEmpty();
    }

    @Test
    void anotherSinkGetsTheBytesAndTheStagingPlaceIsCleared() throws Exception {
        Manifest manifest = runs.toDisk().run();

        assertThat(rows(manifest)).containsEntry("public.moves", 1000L);
        assertThat(manifest.objects())
                .allSatisfy(object -> assertThat(object.checksums().sha256()).isPresent());
        assertThat(runs.keys()).isEmpty();
        assertThat(runs.verify(manifest, true).differences()).isEmpty();
        try (Stream<Path> files = Files.walk(runs.folder.resolve("exports/nightly"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .hasSize(manifest.objects().size() + 1);
        }
    }

    @Test
    void aStagingPlaceMayServeASinkInS3() throws Exception {
        Manifest manifest = runs.with("snapshot.staging", "s3://" + runs.bucket + "/staging")
                .run();

        assertThat(rows(manifest)).containsEntry("public.moves", 1000L);
        assertThat(runs.keys()).allMatch(key -> key.startsWith("exports/nightly/"));
        assertThat(runs.verify(manifest, false).differences()).isEmpty();
    }

    @Test
    void aSecondStartFindsTheExportDone() throws Exception {
        Manifest first = runs.run();
        Manifest second = runs.run();

        assertThat(second.timings()).isEqualTo(first.timings());
        assertThat(rds.requests("StartExportTask")).hasSize(1);
    }

    @Test
    void progressTellsTheTaskAndItsState() throws Exception {
        runs.run();

        assertThat(List.copyOf(runs.phases)).anyMatch(phase -> phase.startsWith("export task pgexport-nightly-"));
    }
}
