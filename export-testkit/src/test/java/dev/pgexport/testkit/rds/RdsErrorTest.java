package dev.pgexport.testkit.rds;

import static dev.pgexport.testkit.rds.RequestCheckTest.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Kind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DbClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbClusterSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.ExportTaskAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.ExportTaskNotFoundException;
import software.amazon.awssdk.services.rds.model.IamRoleMissingPermissionsException;
import software.amazon.awssdk.services.rds.model.IamRoleNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbClusterStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;
import software.amazon.awssdk.services.rds.model.InvalidExportSourceStateException;
import software.amazon.awssdk.services.rds.model.InvalidS3BucketException;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;
import software.amazon.awssdk.services.rds.model.SnapshotQuotaExceededException;

/** Each error that a request may meet, as the SDK tells it to the program. */
@EveryS3Server(kinds = S3Kind.LIGHT)
@ExtendWith({PostgresExtension.class, RdsExtension.class})
class RdsErrorTest {
    private final RdsServer rds;
    private final RdsClient client;
    private final Exporting exporting;

    RdsErrorTest(RdsServer rds) {
        this.rds = rds;
        client = rds.client();
        exporting = Exporting.to(rds);
    }

    @Test
    void anAutomatedSnapshotIsFoundByItsIdentifierOnlyAlongWithItsType(TestDatabase database) {
        RdsSource app = RdsSource.instance("app", database);
        rds.add(app);
        String identifier = rds.takeAutomatedSnapshot(app).replaceFirst("^.*:snapshot:", "");

        assertThatThrownBy(() -> client.describeDBSnapshots(request -> request.dbSnapshotIdentifier(identifier)))
                .isInstanceOf(DbSnapshotNotFoundException.class);
        assertThat(client.describeDBSnapshots(request ->
                                request.dbSnapshotIdentifier(identifier).snapshotType("automated"))
                        .dbSnapshots())
                .hasSize(1);
    }

    @Test
    void aClusterThatIsNotOfAuroraIsExportedFromSnapshotsAlone(TestDatabase database) {
        String arn = rds.add(RdsSource.cluster("multi", database).withEngine("postgres", "17.4"));

        RequestCheckTest.refused(() -> exporting.start("t1", arn), 400, "InvalidParameterValue");
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        String arn = "arn:aws:rds:us-east-1:123456789012:";

        assertThatThrownBy(() -> client.describeDBInstances(request -> request.dbInstanceIdentifier("no")))
                .isInstanceOf(DbInstanceNotFoundException.class);
        assertThatThrownBy(() -> client.describeDBClusters(request -> request.dbClusterIdentifier("no")))
                .isInstanceOf(DbClusterNotFoundException.class);
        assertThatThrownBy(() -> client.describeDBSnapshots(request -> request.dbSnapshotIdentifier("no")))
                .isInstanceOf(DbSnapshotNotFoundException.class);
        assertThatThrownBy(
                        () -> client.describeDBClusterSnapshots(request -> request.dbClusterSnapshotIdentifier("no")))
                .isInstanceOf(DbClusterSnapshotNotFoundException.class);
        assertThatThrownBy(() -> client.deleteDBSnapshot(request -> request.dbSnapshotIdentifier("no")))
                .isInstanceOf(DbSnapshotNotFoundException.class);
        assertThatThrownBy(() -> client.deleteDBClusterSnapshot(request -> request.dbClusterSnapshotIdentifier("no")))
                .isInstanceOf(DbClusterSnapshotNotFoundException.class);
        assertThatThrownBy(() -> client.describeExportTasks(request -> request.exportTaskIdentifier("no")))
                .isInstanceOf(ExportTaskNotFoundException.class);
        assertThatThrownBy(() -> client.cancelExportTask(request -> request.exportTaskIdentifier("no")))
                .isInstanceOf(ExportTaskNotFoundException.class);
        assertThatThrownBy(() -> client.createDBSnapshot(
                        request -> request.dbInstanceIdentifier("no").dbSnapshotIdentifier("s1")))
                .isInstanceOf(DbInstanceNotFoundException.class);
        assertThatThrownBy(() -> client.createDBClusterSnapshot(
                        request -> request.dbClusterIdentifier("no").dbClusterSnapshotIdentifier("s1")))
                .isInstanceOf(DbClusterNotFoundException.class);
        assertThatThrownBy(() -> exporting.start("t1", arn + "snapshot:no"))
                .isInstanceOf(DbSnapshotNotFoundException.class);
        assertThatThrownBy(() -> exporting.start("t1", arn + "cluster-snapshot:no"))
                .isInstanceOf(DbClusterSnapshotNotFoundException.class);
        assertThatThrownBy(() -> exporting.start("t1", arn + "cluster:no"))
                .isInstanceOf(DbClusterNotFoundException.class);
        assertThatThrownBy(() -> client.listTagsForResource(request -> request.resourceName(arn + "snapshot:no")))
                .isInstanceOf(DbSnapshotNotFoundException.class);
        refused(() -> exporting.start("t1", arn + "db:no"), 400, "InvalidParameterValue");
    }

    @Test
    void aSnapshotHasAnIdentifierOfItsOwn(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        rds.add(RdsSource.cluster("aurora", database));
        exporting.snapshot("app", "s1");
        client.createDBClusterSnapshot(
                request -> request.dbClusterIdentifier("aurora").dbClusterSnapshotIdentifier("s1"));

        assertThatThrownBy(() -> exporting.snapshot("app", "s1")).isInstanceOf(DbSnapshotAlreadyExistsException.class);
        assertThatThrownBy(() -> client.createDBClusterSnapshot(
                        request -> request.dbClusterIdentifier("aurora").dbClusterSnapshotIdentifier("s1")))
                .isInstanceOf(DbClusterSnapshotAlreadyExistsException.class);
    }

    @Test
    void thereIsAQuotaOfSnapshots(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        rds.setSnapshotQuota(1);
        exporting.snapshot("app", "s1");

        assertThatThrownBy(() -> exporting.snapshot("app", "s2")).isInstanceOf(SnapshotQuotaExceededException.class);
        client.deleteDBSnapshot(request -> request.dbSnapshotIdentifier("s1"));
        exporting.snapshot("app", "s2");
    }

    @Test
    void whatIsNotAvailableHasNoSnapshots(TestDatabase database) {
        rds.add(RdsSource.instance("app", database).withStatus("stopped"));
        String cluster = rds.add(RdsSource.cluster("aurora", database).withStatus("stopped"));

        assertThatThrownBy(() -> exporting.snapshot("app", "s1")).isInstanceOf(InvalidDbInstanceStateException.class);
        assertThatThrownBy(() -> client.createDBClusterSnapshot(
                        request -> request.dbClusterIdentifier("aurora").dbClusterSnapshotIdentifier("s1")))
                .isInstanceOf(InvalidDbClusterStateException.class);
        assertThatThrownBy(() -> exporting.start("t1", cluster)).isInstanceOf(InvalidExportSourceStateException.class);
    }

    @Test
    void aSnapshotThatIsNotAvailableIsNeitherExportedNorDeleted(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        rds.halt();
        String arn = client.createDBSnapshot(
                        request -> request.dbInstanceIdentifier("app").dbSnapshotIdentifier("s1"))
                .dbSnapshot()
                .dbSnapshotArn();

        assertThatThrownBy(() -> exporting.start("t1", arn)).isInstanceOf(InvalidExportSourceStateException.class);
        assertThatThrownBy(() -> client.deleteDBSnapshot(request -> request.dbSnapshotIdentifier("s1")))
                .isInstanceOf(InvalidDbSnapshotStateException.class);
    }

    @Test
    void anAutomatedSnapshotIsNotDeleted(TestDatabase database) {
        RdsSource source = RdsSource.instance("app", database);
        rds.add(source);
        String identifier = rds.takeAutomatedSnapshot(source).replaceFirst("^.*:snapshot:", "");

        assertThatThrownBy(() -> client.deleteDBSnapshot(request -> request.dbSnapshotIdentifier(identifier)))
                .isInstanceOf(InvalidDbSnapshotStateException.class);
    }

    @Test
    void whatRdsCannotExportIsRefused(TestDatabase database) {
        rds.add(RdsSource.instance("old", database).withStorageType("standard"));
        rds.add(RdsSource.instance("other", database).withEngine("oracle-ee", "19"));
        String old = exporting.snapshot("old", "s1");
        String other = exporting.snapshot("other", "s2");

        assertThatThrownBy(() -> exporting.start("t1", old)).isInstanceOf(InvalidExportSourceStateException.class);
        assertThatThrownBy(() -> exporting.start("t1", other)).isInstanceOf(InvalidExportSourceStateException.class);
    }

    @Test
    void aBucketMustExist(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        String snapshot = exporting.snapshot("app", "s1");

        assertThatThrownBy(() -> client.startExportTask(exporting
                        .request("t1", snapshot)
                        .s3BucketName(rds.s3().newBucketName())
                        .build()))
                .isInstanceOf(InvalidS3BucketException.class);
    }

    @Test
    void aTaskHasAnIdentifierThatNoTaskHasHad(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        String snapshot = exporting.snapshot("app", "s1");
        exporting.run("t1", snapshot);

        assertThatThrownBy(() -> exporting.start("t1", snapshot)).isInstanceOf(ExportTaskAlreadyExistsException.class);
        exporting.run("t2", snapshot);
    }

    @Test
    void aSnapshotIsExportedByOneTaskAtATime(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        String snapshot = exporting.snapshot("app", "s1");
        rds.halt();
        exporting.start("t1", snapshot);

        assertThatThrownBy(() -> exporting.start("t2", snapshot)).isInstanceOf(ExportTaskAlreadyExistsException.class);
        client.cancelExportTask(request -> request.exportTaskIdentifier("t1"));
        assertThatThrownBy(() -> exporting.start("t2", snapshot)).isInstanceOf(ExportTaskAlreadyExistsException.class);
        rds.advance();
        exporting.start("t2", snapshot);
    }

    @Test
    void anAccountHasFiveTasksAtATime(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        List<String> snapshots = Stream.of("s1", "s2", "s3", "s4", "s5", "s6")
                .map(identifier -> exporting.snapshot("app", identifier))
                .toList();
        rds.halt();
        for (int task = 0; task < 5; task++) {
            exporting.start("t" + task, snapshots.get(task));
        }

        refused(() -> exporting.start("t5", snapshots.get(5)), 400, "ExportTaskLimitReachedFault")
                .hasMessageContaining("limit of 5 concurrent export tasks");
        client.cancelExportTask(request -> request.exportTaskIdentifier("t0"));
        rds.advance();
        exporting.start("t5", snapshots.get(5));
    }

    @Test
    void permissionsThatAreMissingAreToldAsTheSdkKnowsThem(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        String snapshot = exporting.snapshot("app", "s1");
        rds.refuse("StartExportTask", RdsError.iamRoleNotFound("r"), 1);
        rds.refuse("StartExportTask", RdsError.iamRoleMissingPermissions("r"), 1);
        rds.refuse("StartExportTask", RdsError.kmsKeyNotAccessible("k"), 1);
        rds.refuse("StartExportTask", RdsError.accessDenied("StartExportTask"), 1);

        assertThatThrownBy(() -> exporting.start("t1", snapshot)).isInstanceOf(IamRoleNotFoundException.class);
        assertThatThrownBy(() -> exporting.start("t1", snapshot))
                .isInstanceOf(IamRoleMissingPermissionsException.class);
        assertThatThrownBy(() -> exporting.start("t1", snapshot)).isInstanceOf(KmsKeyNotAccessibleException.class);
        refused(() -> exporting.start("t1", snapshot), 403, "AccessDenied").hasMessageContaining("rds:StartExportTask");
        exporting.start("t1", snapshot);
    }

    @Test
    void whereExportsAreNotOfferedOnlySnapshotsAre(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        rds.offerNoExports();

        String snapshot = exporting.snapshot("app", "s1");

        refused(() -> exporting.start("t1", snapshot), 400, "InvalidAction");
        refused(() -> client.describeExportTasks(request -> {}), 400, "InvalidAction");
        refused(() -> client.cancelExportTask(request -> request.exportTaskIdentifier("t1")), 400, "InvalidAction");
    }

    @Test
    void theSdkRepeatsWhatIsThrottledOrUnavailable() {
        rds.refuse("DescribeDBSnapshots", RdsError.throttling(), 1);
        rds.refuse("DescribeDBSnapshots", RdsError.unavailable(), 1);
        rds.refuse("DescribeDBSnapshots", RdsError.internalFailure(), 1);

        assertThat(client.describeDBSnapshots().dbSnapshots()).isEmpty();

        assertThat(rds.requests("DescribeDBSnapshots"))
                .extracting(request -> request.error().map(RdsError::code).orElse("none"))
                .containsExactly("Throttling", "ServiceUnavailable", "InternalFailure", "none");
    }

    @Test
    void aLostAnswerLeavesWhatWasAskedFor(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        String snapshot = exporting.snapshot("app", "s1");
        rds.loseAnswers("StartExportTask", 1);

        try (RdsClient once = withoutRetries()) {
            assertThatThrownBy(() -> once.startExportTask(
                            exporting.request("t1", snapshot).build()))
                    .isInstanceOf(SdkClientException.class);
        }

        assertThat(exporting.await("t1").status()).isEqualTo("COMPLETE");
    }

    @Test
    void aLostRequestLeavesNothing(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));
        String snapshot = exporting.snapshot("app", "s1");
        rds.loseRequests("StartExportTask", 1);

        try (RdsClient once = withoutRetries()) {
            assertThatThrownBy(() -> once.startExportTask(
                            exporting.request("t1", snapshot).build()))
                    .isInstanceOf(SdkClientException.class);
        }

        assertThat(client.describeExportTasks(request -> {}).exportTasks()).isEmpty();
    }

    private RdsClient withoutRetries() {
        return rds.clientBuilder()
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    @Test
    void theModelHasTheErrorsOfMissingPermissions() {
        ServiceModel model = ServiceModel.load();

        assertThat(List.of(
                        RdsError.iamRoleNotFound("r"),
                        RdsError.iamRoleMissingPermissions("r"),
                        RdsError.invalidS3Bucket("b"),
                        RdsError.kmsKeyNotAccessible("k")))
                .allSatisfy(error -> assertThatCode(() -> model.checkError("StartExportTask", error))
                        .doesNotThrowAnyException());
        assertThatThrownBy(() -> model.checkError("CancelExportTask", RdsError.iamRoleNotFound("r")))
                .isInstanceOf(IllegalStateException.class);
    }
}
