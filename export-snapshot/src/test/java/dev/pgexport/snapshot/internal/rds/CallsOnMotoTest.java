package dev.pgexport.snapshot.internal.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.aws.AwsClients;
import dev.pgexport.aws.AwsSettings;
import dev.pgexport.engine.settings.SettingsBinder;
import dev.pgexport.testkit.rds.MotoExtension;
import dev.pgexport.testkit.rds.MotoServer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.ExportTask;
import software.amazon.awssdk.services.rds.model.StartExportTaskRequest;

/** Every call that the strategy sends is well formed, and its answer understood, by the idea of RDS that moto has. */
@ExtendWith(MotoExtension.class)
class CallsOnMotoTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final String name = "c" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void knowCredentials() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    @AfterEach
    void forgetCredentials() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private static AwsClients clients(MotoServer moto) {
        return AwsClients.open(SettingsBinder.bind(
                AwsSettings.class, Map.of("aws.endpoint", moto.endpoint().toString(), "aws.region", moto.region())));
    }

    private void createServer(MotoServer moto, boolean cluster) {
        if (cluster) {
            moto.client()
                    .createDBCluster(request -> request.dbClusterIdentifier(name)
                            .engine("aurora-postgresql")
                            .engineVersion("15.4")
                            .masterUsername("postgres")
                            .masterUserPassword("a-secret-of-moto"));
        } else {
            moto.client()
                    .createDBInstance(request -> request.dbInstanceIdentifier(name)
                            .dbInstanceClass("db.t4g.medium")
                            .engine("postgres")
                            .engineVersion("15.4")
                            .allocatedStorage(20)
                            .masterUsername("postgres")
                            .masterUserPassword("a-secret-of-moto"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSnapshotIsMadeExportedAndDeleted(boolean cluster, MotoServer moto) throws Exception {
        createServer(moto, cluster);
        try (AwsClients clients = clients(moto);
                RdsCalls calls = RdsCalls.open(clients, Optional.empty())) {
            Origins origins = new Origins(calls);
            Snapshots snapshots = origins.snapshots(cluster);
            ExportTasks tasks = new ExportTasks(calls);
            String snapshot = name + "-1";

            Origin server = origins.server(cluster, name);
            assertThat(server.engine()).isEqualTo(cluster ? "aurora-postgresql" : "postgres");
            assertThat(server.engineVersion()).isEqualTo("15.4");
            assertThat(server.isSnapshot()).isFalse();

            if (!cluster) { // of a cluster moto takes none
                Origin automated = origins.latest(false, name);
                assertThat(automated.identifier()).startsWith("rds:" + name);
                assertThat(origins.snapshot(automated.arn())).isEqualTo(automated);
            }

            assertThat(snapshots.find(snapshot)).isEmpty();
            snapshots.create(snapshot, name, Map.of("pgexport", "nightly"));
            snapshots.create(snapshot, name, Map.of("pgexport", "nightly")); // as after an answer that was lost
            snapshots.await(snapshot, LONG, SHORT);
            SnapshotFacts facts = snapshots.find(snapshot).orElseThrow();
            assertThat(facts.available()).isTrue();
            assertThat(facts.of()).isEqualTo(name);
            assertThat(facts.tags()).containsEntry("pgexport", "nightly");
            assertThat(snapshots.manual(name))
                    .extracting(SnapshotFacts::identifier)
                    .containsExactly(snapshot);
            Origin origin = origins.snapshot(facts.arn());
            assertThat(origin.identifier()).isEqualTo(snapshot);
            assertThat(origin.region()).contains(moto.region());

            StartExportTaskRequest request = StartExportTaskRequest.builder()
                    .exportTaskIdentifier(snapshot)
                    .sourceArn(facts.arn())
                    .s3BucketName("bucket")
                    .s3Prefix("exports/nightly/rds")
                    .iamRoleArn("arn:aws:iam::123456789012:role/export")
                    .kmsKeyId("alias/exports")
                    .exportOnly("app.public.moves", "app.public.stays")
                    .build();
            assertThat(tasks.find(snapshot)).isEmpty();
            tasks.start(request);
            tasks.start(request); // as after an answer that was lost
            ExportTask task = tasks.find(snapshot).orElseThrow();
            assertThat(TaskState.of(task)).isInstanceOf(TaskState.Complete.class);
            assertThat(task.sourceArn()).isEqualTo(facts.arn());
            assertThat(task.s3Bucket()).isEqualTo("bucket");
            assertThat(task.s3Prefix()).isEqualTo("exports/nightly/rds");
            assertThat(task.exportOnly()).containsExactly("app.public.moves", "app.public.stays");
            assertThat(tasks.inMotion()).isEmpty();
            tasks.cancel(snapshot);
            tasks.cancel("no-such-task");

            snapshots.delete(snapshot);
            snapshots.awaitDeleted(snapshot, LONG, SHORT);
            snapshots.delete(snapshot);
            assertThat(snapshots.find(snapshot)).isEmpty();
        }
    }

    @Test
    void whatDoesNotExistIsSaidToBeNot(MotoServer moto) throws Exception {
        try (AwsClients clients = clients(moto);
                RdsCalls calls = RdsCalls.open(clients, Optional.empty())) {
            Origins origins = new Origins(calls);

            assertThat(catchThrowableOfType(ExportException.class, () -> origins.server(false, name))
                            .kind())
                    .isEqualTo(Kind.CONFIGURATION);
            assertThat(catchThrowableOfType(ExportException.class, () -> origins.server(true, name))
                            .kind())
                    .isEqualTo(Kind.CONFIGURATION);
            assertThat(catchThrowableOfType(ExportException.class, () -> origins.snapshot(name)))
                    .hasMessageContaining("there is no snapshot " + name);
            assertThat(catchThrowableOfType(ExportException.class, () -> origins.latest(false, name)))
                    .hasMessageContaining("there is no automated snapshot of " + name);
        }
    }
}
