package dev.pgexport.testkit.rds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Kind;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.ExportTask;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;

/** Snapshots, what they are of, and how they and tasks are listed. */
@EveryS3Server(kinds = S3Kind.LIGHT)
@ExtendWith({PostgresExtension.class, RdsExtension.class})
class SnapshotTest {
    private static final Tag TAG = Tag.builder().key("pgexport").value("x").build();
    private static final Tag OTHER = Tag.builder().key("a/ü+b").value("").build();

    private final RdsServer rds;
    private final RdsClient client;
    private final Exporting exporting;

    SnapshotTest(RdsServer rds) {
        this.rds = rds;
        client = rds.client();
        exporting = Exporting.to(rds);
    }

    @Test
    void aSnapshotIsCreatingBeforeItIsAvailable(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        rds.halt();

        DBSnapshot creating = client.createDBSnapshot(request -> request.dbInstanceIdentifier("app")
                        .dbSnapshotIdentifier("s1")
                        .tags(TAG, OTHER))
                .dbSnapshot();
        rds.advance();
        DBSnapshot half = described("s1");
        rds.advance();
        DBSnapshot available = described("s1");

        assertThat(List.of(creating.status(), half.status(), available.status()))
                .containsExactly("creating", "creating", "available");
        assertThat(List.of(creating.percentProgress(), half.percentProgress(), available.percentProgress()))
                .containsExactly(0, 50, 100);
        assertThat(half.snapshotCreateTime()).isNull();
        assertThat(available.snapshotCreateTime()).isNotNull();
        assertThat(available.dbSnapshotArn()).isEqualTo("arn:aws:rds:us-east-1:123456789012:snapshot:s1");
        assertThat(available.snapshotType()).isEqualTo("manual");
        assertThat(available.engine()).isEqualTo("postgres");
        assertThat(available.engineVersion()).isEqualTo("18.4");
        assertThat(available.tagList()).containsExactly(TAG, OTHER);
    }

    @Test
    void aSnapshotMayFail(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        rds.failNextSnapshot();
        rds.halt();
        client.createDBSnapshot(request -> request.dbInstanceIdentifier("app").dbSnapshotIdentifier("s1"));
        client.createDBSnapshot(request -> request.dbInstanceIdentifier("app").dbSnapshotIdentifier("s2"));
        rds.advance();
        rds.advance();

        assertThat(described("s1").status()).isEqualTo("failed");
        assertThat(described("s2").status()).isEqualTo("available");
        client.deleteDBSnapshot(request -> request.dbSnapshotIdentifier("s1"));
        assertThat(client.describeDBSnapshots().dbSnapshots())
                .extracting(DBSnapshot::dbSnapshotIdentifier)
                .containsExactly("s2");
    }

    @Test
    void aSnapshotOfAClusterIsAKindOfItsOwn(TestDatabase database) {
        rds.add(RdsSource.cluster("aurora", database));
        rds.halt();
        client.createDBClusterSnapshot(request -> request.dbClusterIdentifier("aurora")
                .dbClusterSnapshotIdentifier("s1")
                .tags(TAG));
        rds.advance();
        rds.advance();

        DBClusterSnapshot snapshot = client.describeDBClusterSnapshots(
                        request -> request.dbClusterSnapshotIdentifier("s1"))
                .dbClusterSnapshots()
                .get(0);

        assertThat(snapshot.status()).isEqualTo("available");
        assertThat(snapshot.engine()).isEqualTo("aurora-postgresql");
        assertThat(snapshot.tagList()).containsExactly(TAG);
        assertThat(client.describeDBSnapshots().dbSnapshots()).isEmpty();
        exporting.start("t1", snapshot.dbClusterSnapshotArn());
        rds.advance();
        rds.advance();
        assertThat(exporting.described("t1").status()).isEqualTo("COMPLETE");
        client.deleteDBClusterSnapshot(request -> request.dbClusterSnapshotIdentifier("s1"));
        assertThat(client.describeDBClusterSnapshots().dbClusterSnapshots()).isEmpty();
    }

    @Test
    void snapshotsAreListedByWhatIsAskedFor(TestDatabase database) {
        RdsSource app = RdsSource.instance("app", database);
        rds.add(app);
        rds.add(RdsSource.instance("other", database));
        exporting.snapshot("app", "s1");
        exporting.snapshot("other", "s2");
        String automated = rds.takeAutomatedSnapshot(app).replaceFirst("^.*:snapshot:", "");

        assertThat(automated).startsWith("rds:app-");
        assertThat(identifiers(client.describeDBSnapshots().dbSnapshots())).containsExactly(automated, "s1", "s2");
        assertThat(identifiers(client.describeDBSnapshots(request -> request.dbInstanceIdentifier("app"))
                        .dbSnapshots()))
                .containsExactly(automated, "s1");
        assertThat(identifiers(client.describeDBSnapshots(
                                request -> request.dbInstanceIdentifier("app").snapshotType("automated"))
                        .dbSnapshots()))
                .containsExactly(automated);
        assertThat(identifiers(client.describeDBSnapshots(request -> request.filters(
                                filter("db-snapshot-id", "s1", "s2"), filter("db-instance-id", "other")))
                        .dbSnapshots()))
                .containsExactly("s2");
        assertThat(identifiers(client.describeDBSnapshots(request -> request.snapshotType("shared"))
                        .dbSnapshots()))
                .isEmpty();
        RequestCheckTest.refused(
                () -> client.describeDBSnapshots(request -> request.filters(filter("colour", "red"))),
                400,
                "InvalidParameterValue");
    }

    @Test
    void tasksAreListedByWhatIsAskedFor(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        String cluster = rds.add(RdsSource.cluster("aurora", database));
        String snapshot = exporting.snapshot("app", "s1");
        exporting.run("t1", snapshot);
        exporting.run("t2", cluster);
        rds.halt();
        exporting.start("t3", snapshot);

        assertThat(tasks()).containsExactly("t1", "t2", "t3");
        assertThat(tasks(filter("status", "complete"))).containsExactly("t1", "t2");
        assertThat(tasks(filter("status", "STARTING"))).isEmpty();
        assertThat(tasks(filter("source-arn", snapshot), filter("status", "starting", "in_progress")))
                .containsExactly("t3");
        assertThat(tasks(filter("export-task-identifier", "t2"))).containsExactly("t2");
        assertThat(tasks(filter("s3-bucket", "elsewhere"))).isEmpty();
        assertThat(client.describeExportTasks(request -> request.sourceArn(cluster))
                        .exportTasks())
                .extracting(ExportTask::exportTaskIdentifier)
                .containsExactly("t2");
        assertThat(client.describeExportTasks(request -> request.sourceType("SNAPSHOT"))
                        .exportTasks())
                .extracting(ExportTask::exportTaskIdentifier)
                .containsExactly("t1", "t3");
    }

    @Test
    void listingsComeInPages(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        IntStream.range(0, 25)
                .forEach(number -> client.createDBSnapshot(
                        request -> request.dbInstanceIdentifier("app").dbSnapshotIdentifier("s" + number)));

        var first = client.describeDBSnapshots(request -> request.maxRecords(20));
        var second =
                client.describeDBSnapshots(request -> request.maxRecords(20).marker(first.marker()));
        rds.setPageSize(3);

        assertThat(first.dbSnapshots()).hasSize(20);
        assertThat(second.dbSnapshots()).hasSize(5);
        assertThat(second.marker()).isNull();
        assertThat(client.describeDBSnapshotsPaginator().dbSnapshots())
                .extracting(DBSnapshot::dbSnapshotIdentifier)
                .hasSize(25)
                .doesNotHaveDuplicates();
        assertThat(rds.requests("DescribeDBSnapshots")).hasSize(2 + 9);
    }

    @Test
    void instancesAndClustersAreDescribed(TestDatabase database) {
        rds.add(RdsSource.instance("app", database).withStorageType("standard").withStatus("backing-up"));
        rds.add(RdsSource.cluster("aurora", database).withEngine("aurora-mysql", "8.0"));

        DBInstance instance = client.describeDBInstances(request -> request.dbInstanceIdentifier("App"))
                .dbInstances()
                .get(0);
        DBCluster cluster = client.describeDBClusters(request -> request.dbClusterIdentifier("aurora"))
                .dbClusters()
                .get(0);

        assertThat(instance.storageType()).isEqualTo("standard");
        assertThat(instance.dbInstanceStatus()).isEqualTo("backing-up");
        assertThat(instance.engine()).isEqualTo("postgres");
        assertThat(instance.dbName()).isEqualTo(database.name());
        assertThat(instance.dbInstanceArn()).isEqualTo("arn:aws:rds:us-east-1:123456789012:db:app");
        assertThat(cluster.engine()).isEqualTo("aurora-mysql");
        assertThat(cluster.engineMode()).isEqualTo("provisioned");
        assertThat(cluster.dbClusterArn()).isEqualTo("arn:aws:rds:us-east-1:123456789012:cluster:aurora");
        assertThat(client.describeDBEngineVersions(
                                request -> request.engine("postgres").engineVersion("18"))
                        .dbEngineVersions())
                .singleElement()
                .satisfies(version -> assertThat(version.engineVersion()).isEqualTo("18.4"));
    }

    @Test
    void tagsAreAddedAndListed(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        String snapshot = exporting.snapshot("app", "s1");

        client.addTagsToResource(request -> request.resourceName(snapshot).tags(TAG, OTHER));

        assertThat(client.listTagsForResource(request -> request.resourceName(snapshot))
                        .tagList())
                .containsExactly(TAG, OTHER);
        assertThat(rds.tags(snapshot)).containsEntry("pgexport", "x");
    }

    @Test
    void ofManyWhoStartTheSameTaskOneDoes(TestDatabase database) throws Exception {
        rds.add(RdsSource.instance("app", database));
        String snapshot = exporting.snapshot("app", "s1");
        ExecutorService many = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> started = many.invokeAll(IntStream.range(0, 8)
                    .<Callable<Boolean>>mapToObj(number -> () -> {
                        try {
                            exporting.start("t1", snapshot);
                            return true;
                        } catch (RdsException e) {
                            return false;
                        }
                    })
                    .toList());

            int winners = 0;
            for (Future<Boolean> one : started) {
                winners += one.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        } finally {
            many.shutdownNow();
        }
        assertThat(exporting.await("t1").status()).isEqualTo("COMPLETE");
    }

    @Test
    void fiveTasksRunAtOnce(TestDatabase database) {
        database.execute("CREATE TABLE a (id bigint)", "INSERT INTO a SELECT generate_series(1, 1000)");
        rds.add(RdsSource.instance("app", database));
        List<String> snapshots = IntStream.range(0, 5)
                .mapToObj(number -> exporting.snapshot("app", "s" + number))
                .toList();

        IntStream.range(0, 5).forEach(number -> exporting.start("t" + number, snapshots.get(number)));

        assertThat(IntStream.range(0, 5)
                        .mapToObj(number -> exporting.await("t" + number).status()))
                .containsOnly("COMPLETE");
        assertThat(ParquetRows.under(exporting, "t4/" + database.name())).hasSize(1000);
    }

    @Test
    void aServerThatIsClosedHoldsNoDatabase(TestDatabase database) {
        try (RdsServer other = RdsServer.start(rds.s3())) {
            other.add(RdsSource.instance("app", database));
            other.client()
                    .createDBSnapshot(
                            request -> request.dbInstanceIdentifier("app").dbSnapshotIdentifier("s1"));
            assertThat(sessions(database)).isEqualTo(1);
        }

        Awaitility.await().until(() -> sessions(database) == 0);
    }

    private static long sessions(TestDatabase database) {
        return database.number(
                "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' AND datname = '"
                        + database.name() + "'");
    }

    private DBSnapshot described(String identifier) {
        return client.describeDBSnapshots(request -> request.dbSnapshotIdentifier(identifier))
                .dbSnapshots()
                .get(0);
    }

    private List<String> tasks(Filter... filters) {
        return client.describeExportTasks(request -> request.filters(filters)).exportTasks().stream()
                .map(ExportTask::exportTaskIdentifier)
                .toList();
    }

    private static List<String> identifiers(List<DBSnapshot> snapshots) {
        return snapshots.stream().map(DBSnapshot::dbSnapshotIdentifier).toList();
    }

    private static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }
}
