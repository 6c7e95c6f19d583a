package dev.pgexport.testkit.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.s3.EveryS3Server;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.rds.model.ExportTask;
import software.amazon.awssdk.services.rds.model.InvalidExportTaskStateException;

/** The states of a task, and what lies in the bucket then. */
@EveryS3Server
@ExtendWith({PostgresExtension.class, RdsExtension.class})
class ExportTaskTest {
    private final RdsServer rds;
    private final Exporting exporting;

    ExportTaskTest(RdsServer rds) {
        this.rds = rds;
        exporting = Exporting.to(rds);
    }

    @Test
    void aTaskOfASnapshotGoesThroughItsStates(TestDatabase database) {
        database.execute("CREATE TABLE a (id bigint)", "CREATE TABLE b (id bigint)", "INSERT INTO a VALUES (1)");
        rds.add(RdsSource.instance("app", database));
        String snapshot = exporting.snapshot("app", "s1");
        rds.halt();

        exporting.start("t1", snapshot);
        ExportTask starting = exporting.described("t1");
        rds.advance();
        ExportTask begun = exporting.described("t1");
        rds.advance();
        ExportTask half = exporting.described("t1");
        rds.advance();
        ExportTask written = exporting.described("t1");
        rds.advance();
        ExportTask complete = exporting.described("t1");

        assertThat(List.of(starting, begun, half, written, complete))
                .extracting(ExportTask::status, ExportTask::percentProgress)
                .containsExactly(
                        tuple("STARTING", 0),
                        tuple("IN_PROGRESS", 0),
                        tuple("IN_PROGRESS", 50),
                        tuple("IN_PROGRESS", 100),
                        tuple("COMPLETE", 100));
        assertThat(starting.taskStartTime()).isNull();
        assertThat(begun.taskStartTime()).isNotNull();
        assertThat(written.taskEndTime()).isNull();
        assertThat(complete.taskEndTime()).isAfterOrEqualTo(complete.taskStartTime());
        assertThat(complete.sourceTypeAsString()).isEqualTo("SNAPSHOT");
        assertThat(complete.snapshotTime()).isBefore(complete.taskStartTime());
        assertThat(complete.warningMessage()).isNull();
        assertThat(complete.failureCause()).isNull();
    }

    @Test
    void filesAreThereBeforeTheTaskIsComplete(TestDatabase database) {
        database.execute("CREATE TABLE a (id bigint)", "INSERT INTO a VALUES (1)");
        rds.add(RdsSource.instance("app", database));
        String snapshot = exporting.snapshot("app", "s1");
        rds.halt();
        exporting.start("t1", snapshot);

        assertThat(exporting.keys("")).isEmpty();
        rds.advance();
        rds.advance();
        assertThat(exporting.keys(""))
                .hasSize(2)
                .allMatch(key -> key.startsWith("t1/" + database.name() + "/public.a/1/"));
        rds.advance();
        assertThat(exporting.keys(""))
                .hasSize(4)
                .contains("t1/export_info_t1.json", "t1/export_tables_info_t1_from_1_to_1.json");
    }

    @Test
    void aCancelledTaskIsCancelingFirstAndLeavesWhatItHasWritten(TestDatabase database) {
        database.execute(
                "CREATE TABLE a (id bigint)",
                "CREATE TABLE b (id bigint)",
                "INSERT INTO a VALUES (1)",
                "INSERT INTO b VALUES (1)");
        rds.add(RdsSource.instance("app", database));
        String snapshot = exporting.snapshot("app", "s1");
        rds.halt();
        exporting.start("t1", snapshot);
        rds.advance();
        rds.advance();

        String canceling = rds.client()
                .cancelExportTask(request -> request.exportTaskIdentifier("t1"))
                .status();
        rds.advance();
        ExportTask canceled = exporting.described("t1");

        assertThat(canceling).isEqualTo("CANCELING");
        assertThat(canceled.status()).isEqualTo("CANCELED");
        assertThat(canceled.taskEndTime()).isNotNull();
        assertThat(exporting.keys("")).hasSize(2).allMatch(key -> key.contains("/public.a/"));
    }

    @Test
    void aTaskThatHasEndedCannotBeCancelled(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        exporting.run("t1", exporting.snapshot("app", "s1"));

        assertThatThrownBy(() -> rds.client().cancelExportTask(request -> request.exportTaskIdentifier("t1")))
                .isInstanceOf(InvalidExportTaskStateException.class);
    }

    @Test
    void aTaskFailsWithItsCause(TestDatabase database) {
        database.execute("CREATE TABLE a (id bigint)", "CREATE TABLE b (id bigint)", "INSERT INTO a VALUES (1)");
        rds.add(RdsSource.instance("app", database));
        rds.script(ExportScript.PLAIN.withFailure(50, "the disk of RDS is full"));

        ExportTask failed = exporting.run("t1", exporting.snapshot("app", "s1"));

        assertThat(failed.status()).isEqualTo("FAILED");
        assertThat(failed.failureCause()).isEqualTo("the disk of RDS is full");
        assertThat(failed.percentProgress()).isEqualTo(50);
        assertThat(exporting.keys("")).hasSize(2).allMatch(key -> key.contains("/public.a/"));
    }

    @Test
    void aTaskThatFailsAtOnceWasNeverInProgress(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        rds.script(ExportScript.PLAIN.withFailure(0, "no"));

        ExportTask failed = exporting.run("t1", exporting.snapshot("app", "s1"));

        assertThat(failed.status()).isEqualTo("FAILED");
        assertThat(failed.taskStartTime()).isNull();
    }

    @Test
    void aTaskWhoseSnapshotIsDeletedFails(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        String snapshot = exporting.snapshot("app", "s1");
        rds.halt();
        exporting.start("t1", snapshot);

        rds.client().deleteDBSnapshot(request -> request.dbSnapshotIdentifier("s1"));
        rds.advance();

        assertThat(exporting.described("t1").status()).isEqualTo("FAILED");
        assertThat(exporting.described("t1").failureCause()).contains("no longer exists");
    }

    @Test
    void aTaskWhoseBucketIsGoneFails(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        String snapshot = exporting.snapshot("app", "s1");
        rds.halt();
        exporting.start("t1", snapshot);

        rds.s3().client().deleteBucket(request -> request.bucket(exporting.bucket()));
        rds.run(Duration.ofMillis(1));

        assertThat(exporting.await("t1").status()).isEqualTo("FAILED");
        assertThat(exporting.described("t1").failureCause()).contains("An error occurred while exporting");
    }

    @Test
    void rowsAreThoseOfTheMomentOfTheSnapshot(TestDatabase database) {
        database.execute("CREATE TABLE a (id bigint)", "INSERT INTO a VALUES (1), (2), (3)");
        rds.add(RdsSource.instance("app", database));
        String snapshot = exporting.snapshot("app", "s1");
        database.execute("DELETE FROM a WHERE id = 2", "INSERT INTO a VALUES (4)", "CREATE TABLE later (id int)");

        exporting.run("t1", snapshot);

        assertThat(ParquetRows.under(exporting, "t1/" + database.name() + "/public.a/"))
                .containsExactly("1", "2", "3");
        assertThat(exporting.keys("t1/")).noneMatch(key -> key.contains("later"));
    }

    @Test
    void aLiveClusterIsExportedAsItWasWhenTheTaskWasStarted(TestDatabase database) {
        database.execute("CREATE TABLE a (id bigint)", "INSERT INTO a VALUES (1)");
        String cluster = rds.add(RdsSource.cluster("app", database));
        rds.halt();
        exporting.start("t1", cluster);
        database.execute("INSERT INTO a VALUES (2)");
        rds.run(Duration.ofMillis(1));

        ExportTask complete = exporting.await("t1");

        assertThat(complete.sourceTypeAsString()).isEqualTo("CLUSTER");
        assertThat(complete.snapshotTime()).isNull();
        assertThat(ParquetRows.under(exporting, "t1/" + database.name() + "/public.a/"))
                .containsExactly("1");
    }
}
