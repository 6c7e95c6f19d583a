package dev.pgexport.cli.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.image.ContainerImage.Outcome;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.rds.RdsExtension;
import dev.pgexport.testkit.rds.RdsServer;
import dev.pgexport.testkit.rds.RdsSource;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Capability;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The strategy snapshot in the image: it needs no scratch space, reading its Parquet files does. */
@EveryS3Server(needs = S3Capability.POLICIES)
@RequiresContainerImage
@ExtendWith({PostgresExtension.class, RdsExtension.class})
class SnapshotContainerImageTest {
    @Test
    void anExportByRdsIsMadeAndVerified(
            RdsServer rds, TestDatabase database, @TempDir Path folder, @TempDir Path empty) {
        database.execute("CREATE TABLE moves AS SELECT i AS id FROM generate_series(1, 1000) i");
        rds.add(RdsSource.instance("app", database));
        String bucket = rds.s3().newBucket();
        ContainerImage image = new ContainerImage(
                ContainerImage.TAG,
                folder,
                Map.of(
                        "AWS_ACCESS_KEY_ID", rds.s3().accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY", rds.s3().secretAccessKey(),
                        "PGEXPORT_AWS_REGION", rds.region(),
                        "PGEXPORT_AWS_ENDPOINT", rds.s3().endpoint().toString(),
                        "PGEXPORT_SNAPSHOT_ENDPOINT", rds.endpoint().toString(),
                        "PGEXPORT_SNAPSHOT_ROLE_ARN", rds.exportRole(),
                        "PGEXPORT_SNAPSHOT_KMS_KEY", rds.kmsKey(),
                        "PGEXPORT_SNAPSHOT_INSTANCE", "app",
                        "PGEXPORT_SNAPSHOT_POLL_INTERVAL", "100ms"),
                List.of());

        String from = database.uri().toString();
        String to = "s3://" + bucket + "/exports";
        Outcome made = image.with("--volume=" + empty + ":/scratch:ro")
                .run("run", "--strategy", "snapshot", "--from", from, "--to", to, "--quiet");
        Outcome verified = image.run("verify", "--deep", to);

        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
        assertThat(verified.out()).contains("1,000 rows");
    }
}
