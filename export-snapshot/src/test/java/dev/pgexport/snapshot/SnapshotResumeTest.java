package dev.pgexport.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.engine.Cancellation;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.rds.RdsExtension;
import dev.pgexport.testkit.rds.RdsServer;
import dev.pgexport.testkit.rds.TaskStatus;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Capability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A run that ends at any step is taken over by the next of the same id, or leaves nothing. What a run that is told to leave
 * its task leaves is what a killed one does, but for its claim, which ends with it in the one case and by time in the other.
 */
@EveryS3Server(needs = S3Capability.POLICIES)
@ExtendWith({PostgresExtension.class, RdsExtension.class})
class SnapshotResumeTest {
    private static final Duration DWELL = Duration.ofMillis(20);

    private final RdsServer rds;
    private final SnapshotRuns runs;

    SnapshotResumeTest(RdsServer rds, TestDatabase database, @TempDir Path folder) {
        database.execute(
                "CREATE TABLE moves AS SELECT i AS id FROM generate_series(1, 100) i",
                "CREATE TABLE stays AS SELECT i AS id FROM generate_series(1, 10) i");
        this.rds = rds;
        runs = new SnapshotRuns(rds, database, folder);
    }

    @AfterEach
    void forget() {
        SnapshotRuns.forgetCredentials();
    }

    /** How far a run comes. */
    enum Step {
        SNAPSHOT_CREATING,
        TASK_STARTING,
        TASK_IN_PROGRESS,
        FIRST_OBJECT_ADOPTED
    }

    private void goTo(Step step, Cancellation cancellation) {
        if (step == Step.FIRST_OBJECT_ADOPTED) {
            runs.atFirstObject(() -> cancellation.cancel("test"));
            return;
        }
        rds.halt();
    }

    private void reach(Step step) {
        switch (step) {
            case SNAPSHOT_CREATING -> runs.awaitRequest("CreateDBSnapshot");
            case TASK_STARTING -> runs.advanceUntilRequest("StartExportTask");
            case TASK_IN_PROGRESS -> {
                runs.advanceUntilRequest("StartExportTask");
                Awaitility.await().until(() -> {
                    rds.advance();
                    return rds.status(runs.task()) == TaskStatus.IN_PROGRESS;
                });
            }
            case FIRST_OBJECT_ADOPTED -> {}
        }
    }

    /** Stop a run at a step. */
    private void stopAt(Step step) throws Exception {
        Cancellation cancellation = runs.cancellation();
        goTo(step, cancellation);
        Future<Manifest> run = runs.start();
        reach(step);
        if (step != Step.FIRST_OBJECT_ADOPTED) {
            cancellation.cancel("test");
        }
        if (step != Step.SNAPSHOT_CREATING) {
            rds.run(DWELL);
        }
        assertThatThrownBy(() -> run.get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        rds.run(DWELL);
        runs.atFirstObject(() -> {});
        runs.cancellation();
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void aRunThatLeavesItsTaskIsGoneOnWith(Step step) throws Exception {
        runs.with("snapshot.on-stop", "leave");
        stopAt(step);

        Manifest manifest = runs.run();

        assertThat(manifest.tables()).hasSize(2);
        assertThat(rds.requests("CreateDBSnapshot")).hasSize(1);
        assertThat(rds.requests("StartExportTask")).hasSize(1);
        assertThat(runs.snapshots()).isEmpty();
        assertThat(runs.verify(manifest, true).differences()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void aRunThatIsStoppedLeavesNothingAndTheNextBeginsAnew(Step step) throws Exception {
        stopAt(step);

        assertThat(runs.keys()).isEmpty();
        if (step == Step.SNAPSHOT_CREATING) {
            assertThat(runs.warnings).anyMatch(warning -> warning.contains("stays and costs"));
        } else {
            assertThat(runs.snapshots()).isEmpty();
        }

        Manifest manifest = runs.run();

        assertThat(manifest.tables()).hasSize(2);
        assertThat(runs.snapshots()).isEmpty();
        assertThat(runs.verify(manifest, true).differences()).isEmpty();
    }

    @Test
    void aRunThatIsStoppedWhileStartingCancelsItsTaskAndSaysSo() throws Exception {
        stopAt(Step.TASK_STARTING);

        assertThat(rds.status(runs.task())).isEqualTo(TaskStatus.CANCELED);
        assertThat(runs.warnings).anyMatch(warning -> warning.contains(runs.task() + " was cancelled"));
    }

    @Test
    void aRunThatLeavesItsTaskSaysHowToGoOn() throws Exception {
        runs.with("snapshot.on-stop", "leave");
        stopAt(Step.TASK_STARTING);

        assertThat(runs.warnings).anyMatch(warning -> warning.contains("--id nightly"));
    }

    @Test
    void whatATaskWritesIsLeftAloneByRunsOfOtherIds() throws Exception {
        runs.with("snapshot.on-stop", "leave");
        stopAt(Step.TASK_IN_PROGRESS);
        Awaitility.await().until(() -> rds.status(runs.task()) == TaskStatus.COMPLETE);
        String task = runs.task();

        Manifest other = runs.run(new ExportId("other"));
        Manifest manifest = runs.run();

        assertThat(other.tables()).hasSize(2);
        assertThat(manifest.objects()).allMatch(object -> object.name().value().startsWith("rds/" + task + "/"));
    }

    @Test
    void theSecondOfTwoRunsAtOnceFails() throws Exception {
        rds.halt();
        Future<Manifest> first = runs.start();
        runs.advanceUntilRequest("StartExportTask");

        ExportException failure = catchThrowableOfType(ExportException.class, runs::run);
        rds.run(DWELL);

        assertThat(failure.kind()).isEqualTo(Kind.BUSY);
        assertThat(first.get(60, TimeUnit.SECONDS).tables()).hasSize(2);
        assertThat(rds.requests("StartExportTask")).hasSize(1);
    }

    @Test
    void runsOfDifferentIdsAtOnceEachHaveTheirOwn() throws Exception {
        rds.halt();
        Future<Manifest> first = runs.start();
        Future<Manifest> second = runs.start(new ExportId("other"));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            rds.advance();
            return rds.requests("StartExportTask").size() == 2;
        });
        rds.run(DWELL);

        List<Manifest> manifests = List.of(first.get(60, TimeUnit.SECONDS), second.get(60, TimeUnit.SECONDS));

        assertThat(manifests).allSatisfy(manifest -> {
            assertThat(manifest.tables()).hasSize(2);
            assertThat(runs.verify(manifest, true).differences()).isEmpty();
        });
        assertThat(manifests.get(0).source().snapshot())
                .isNotEqualTo(manifests.get(1).source().snapshot());
        assertThat(rds.requests("CreateDBSnapshot")).hasSize(2);
        assertThat(runs.snapshots()).isEmpty();
    }

    @Test
    void aSnapshotThatIsDeletedMeanwhileIsMadeAgain() throws Exception {
        rds.halt();
        Future<Manifest> run = runs.start();
        runs.advanceUntilRequest("StartExportTask");
        rds.deleteSnapshot(runs.task());
        rds.run(DWELL);

        assertThat(run.get(60, TimeUnit.SECONDS).tables()).hasSize(2);
        assertThat(rds.requests("CreateDBSnapshot")).hasSize(2);
        assertThat(runs.snapshots()).isEmpty();
    }

    @Test
    void aRunToDiskIsGoneOnWithToo() throws Exception {
        runs.toDisk().with("snapshot.on-stop", "leave");
        stopAt(Step.TASK_IN_PROGRESS);

        Manifest manifest = runs.run();

        assertThat(rds.requests("StartExportTask")).hasSize(1);
        assertThat(runs.keys()).isEmpty();
        assertThat(runs.verify(manifest, true).differences()).isEmpty();
    }

    @Test
    void whatAKilledRunHadWrittenToStagingIsNotTakenForWholeOnceItsReportIsGone() throws Exception {
        runs.toDisk().with("snapshot.on-stop", "leave");
        stopAt(Step.TASK_IN_PROGRESS);
        Awaitility.await().until(() -> rds.status(runs.task()) == TaskStatus.COMPLETE);
        runs.keys().stream()
                .filter(key -> key.contains("/export_info_"))
                .forEach(key -> rds.s3()
                        .client()
                        .deleteObject(request -> request.bucket(runs.bucket).key(key)));

        Manifest manifest = runs.run();

        assertThat(runs.task()).endsWith("-2");
        assertThat(runs.verify(manifest, true).differences()).isEmpty();
    }
}
