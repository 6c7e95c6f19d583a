package dev.pgexport.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.rds.MotoExtension;
import dev.pgexport.testkit.rds.MotoServer;
import dev.pgexport.testkit.rds.RdsExtension;
import dev.pgexport.testkit.rds.RdsServer;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Kind;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A whole run on moto, whose tasks are complete at once and have written nothing, which no run may believe. */
@EveryS3Server(kinds = S3Kind.LIGHT)
@ExtendWith({PostgresExtension.class, RdsExtension.class, MotoExtension.class})
class RunOnMotoTest {
    private final SnapshotRuns runs;

    RunOnMotoTest(RdsServer rds, TestDatabase database, @TempDir Path folder) {
        runs = new SnapshotRuns(rds, database, folder);
    }

    @AfterEach
    void forget() {
        SnapshotRuns.forgetCredentials();
    }

    @Test
    void aTaskThatHasWrittenNothingIsNoExport(MotoServer moto) {
        String instance = "i" + UUID.randomUUID().toString().substring(0, 8);
        moto.client()
                .createDBInstance(request -> request.dbInstanceIdentifier(instance)
                        .dbInstanceClass("db.t4g.medium")
                        .engine("postgres")
                        .engineVersion("15.4")
                        .allocatedStorage(20)
                        .masterUsername("postgres")
                        .masterUserPassword("a-secret-of-moto"));
        runs.with("snapshot.endpoint", moto.endpoint().toString()).with("snapshot.instance", instance);

        ExportException failure = catchThrowableOfType(ExportException.class, runs::run);

        assertThat(failure.kind()).isEqualTo(Kind.INTEGRITY);
        assertThat(failure).hasMessageContaining("is complete, but there is no export_info_");
        assertThat(moto.client().describeExportTasks(request -> {}).exportTasks())
                .filteredOn(task -> runs.bucket.equals(task.s3Bucket()))
                .singleElement()
                .satisfies(task -> {
                    assertThat(task.s3Prefix()).isEqualTo("exports/nightly/rds");
                    assertThat(task.exportOnly()).containsExactly(runs.database.name());
                    assertThat(task.sourceArn()).contains(":snapshot:pgexport-nightly-");
                });
        assertThat(moto.client()
                        .describeDBSnapshots(request ->
                                request.dbInstanceIdentifier(instance).snapshotType("manual"))
                        .dbSnapshots())
                .isEmpty();
        assertThat(runs.keys()).isEmpty();
    }
}
