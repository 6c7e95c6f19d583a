package dev.pgexport.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Finding;
import dev.pgexport.api.Finding.Status;
import dev.pgexport.api.Selection;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.rds.RdsError;
import dev.pgexport.testkit.rds.RdsExtension;
import dev.pgexport.testkit.rds.RdsServer;
import dev.pgexport.testkit.rds.RdsSource;
import dev.pgexport.testkit.rds.TaskStatus;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Kind;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.rds.model.StartExportTaskRequest;

/**
 * Whatever would make RDS fail an hour later is found before anything is started, by a run as by the doctor. On LocalStack,
 * which knows roles, keys and regions.
 */
@EveryS3Server(kinds = S3Kind.LOCALSTACK)
@ExtendWith({PostgresExtension.class, RdsExtension.class})
class SnapshotCheckTest {
    private static final String ELSEWHERE = "eu-west-1";

    private final RdsServer rds;
    private final TestDatabase database;
    private final SnapshotRuns runs;

    SnapshotCheckTest(RdsServer rds, TestDatabase database, @TempDir Path folder) {
        database.execute("CREATE TABLE moves AS SELECT i AS id FROM generate_series(1, 10) i");
        this.rds = rds;
        this.database = database;
        runs = new SnapshotRuns(rds, database, folder);
    }

    @AfterEach
    void forget() {
        SnapshotRuns.forgetCredentials();
    }

    private Finding finding(String subject) throws InterruptedException {
        List<Finding> findings = runs.diagnose();
        return findings.stream()
                .filter(finding -> finding.subject().equals(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is said of " + subject + ": " + findings));
    }

    /** The doctor says it, a run fails by it, and neither has RDS do anything. */
    private void fails(String subject, Kind kind, String... says) throws InterruptedException {
        Finding finding = finding(subject);
        assertThat(finding.status()).as(finding.detail()).isEqualTo(Status.FAILURE);
        assertThat(finding.detail()).contains(says);
        assertThat(finding.advice()).isNotEmpty();

        ExportException failure = catchThrowableOfType(ExportException.class, runs::run);
        assertThat(failure).as("the failure of a run").isNotNull();
        assertThat(failure.kind()).as(String.valueOf(failure.getMessage())).isEqualTo(kind);
        assertThat(failure).hasMessageContainingAll(says);
        assertThat(failure.advice()).isPresent();
        nothingIsStarted();
    }

    private void nothingIsStarted() {
        assertThat(rds.requests("CreateDBSnapshot")).isEmpty();
        assertThat(rds.requests("CreateDBClusterSnapshot")).isEmpty();
        assertThat(runs.keys()).isEmpty();
    }

    private KmsClient kms() {
        return KmsClient.builder()
                .endpointOverride(rds.s3().endpoint())
                .region(Region.of(rds.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        rds.s3().accessKeyId(), rds.s3().secretAccessKey())))
                .build();
    }

    @Test
    void allIsRight() throws Exception {
        assertThat(runs.diagnose())
                .allSatisfy(finding ->
                        assertThat(finding.status()).as(finding.toString()).isEqualTo(Status.OK))
                .extracting(Finding::subject)
                .containsExactly("selection", "export tasks", "engine", "bucket", "role", "KMS key");
        nothingIsStarted();
    }

    @Test
    void aRoleThatDoesNotExistFails() throws Exception {
        ExportRole.delete(rds);

        fails("role", Kind.CONFIGURATION, "there is no role " + rds.exportRole());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
                        + "\"rds.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Principal\":{\"Service\":"
                        + "[\"export.rds.amazonaws.com\"]},\"Action\":\"sts:AssumeRole\"}}"
            })
    void aRoleThatDoesNotTrustTheExportServiceFails(String trust) throws Exception {
        ExportRole.create(rds, trust);

        fails("role", Kind.PERMISSION, "does not trust export.rds.amazonaws.com");
    }

    @Test
    void aRoleMayTrustTheExportServiceAmongOthers() throws Exception {
        ExportRole.create(
                rds,
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
                        + "\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"},{\"Effect\":\"Allow\",\"Principal\":"
                        + "{\"Service\":[\"rds.amazonaws.com\",\"export.rds.amazonaws.com\"]},\"Action\":\"sts:AssumeRole\"}]}");

        assertThat(finding("role").status()).isEqualTo(Status.OK);
    }

    @Test
    void whatIsNoRoleFails() throws Exception {
        runs.with("snapshot.role-arn", "arn:aws:iam::123456789012:user/export");

        fails("role", Kind.CONFIGURATION, "not the ARN of a role");
    }

    @Test
    void aKeyThatDoesNotExistFails() throws Exception {
        String nothing = "arn:aws:kms:" + rds.region() + ":000000000000:key/" + UUID.randomUUID();
        runs.with("snapshot.kms-key", nothing);

        fails("KMS key", Kind.CONFIGURATION, "there is no KMS key " + nothing);
    }

    @Test
    void aKeyThatIsDisabledFails() throws Exception {
        try (KmsClient kms = kms()) {
            String key = kms.createKey().keyMetadata().arn();
            kms.disableKey(request -> request.keyId(key));
            runs.with("snapshot.kms-key", key);

            fails("KMS key", Kind.CONFIGURATION, key, "Disabled");
        }
    }

    @Test
    void aKeyThatIsToBeDeletedFails() throws Exception {
        try (KmsClient kms = kms()) {
            String key = kms.createKey().keyMetadata().arn();
            kms.scheduleKeyDeletion(request -> request.keyId(key).pendingWindowInDays(7));
            runs.with("snapshot.kms-key", key);

            fails("KMS key", Kind.CONFIGURATION, key, "PendingDeletion");
        }
    }

    @Test
    void aKeyThatSignsFails() throws Exception {
        try (KmsClient kms = kms()) {
            String key = kms.createKey(
                            request -> request.keySpec(KeySpec.ECC_NIST_P256).keyUsage(KeyUsageType.SIGN_VERIFY))
                    .keyMetadata()
                    .arn();
            runs.with("snapshot.kms-key", key);

            fails("KMS key", Kind.CONFIGURATION, key, "not a symmetric one");
        }
    }

    @Test
    void aKeyMayBeGivenByItsAlias() throws Exception {
        String alias = "alias/exports-" + UUID.randomUUID();
        try (KmsClient kms = kms()) {
            String key = kms.createKey().keyMetadata().keyId();
            kms.createAlias(request -> request.aliasName(alias).targetKeyId(key));
        }
        runs.with("snapshot.kms-key", alias);

        assertThat(finding("KMS key").status()).isEqualTo(Status.OK);
    }

    @Test
    void aBucketInAnotherRegionThanTheDatabaseFails() throws Exception {
        String bucket = "elsewhere-" + UUID.randomUUID();
        rds.s3()
                .client()
                .createBucket(request ->
                        request.bucket(bucket).createBucketConfiguration(place -> place.locationConstraint(ELSEWHERE)));
        runs.with("snapshot.staging", "s3://" + bucket + "/staging");

        fails("bucket", Kind.CONFIGURATION, bucket + " is in " + ELSEWHERE, "RDS would write from " + rds.region());
    }

    @Test
    void aSnapshotInAnotherRegionFails() throws Exception {
        String arn = "arn:aws:rds:" + ELSEWHERE + ":123456789012:snapshot:s1";
        runs.without("snapshot.instance").with("snapshot.id", arn);

        fails("source", Kind.CONFIGURATION, arn + " is in " + ELSEWHERE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "a%20b", "a%5Cb", "a%22b", "a%60b"})
    void aPrefixThatRdsWouldChangeFails(String prefix) throws Exception {
        runs.with("snapshot.staging", "s3://" + runs.bucket + "/" + prefix);

        fails("bucket", Kind.CONFIGURATION, "does not write to a prefix with");
    }

    @Test
    void aSixthTaskOfTheAccountFails() throws Exception {
        rds.halt();
        for (int number = 1; number <= 5; number++) {
            RdsSource other = RdsSource.instance("other" + number, database);
            rds.add(other);
            start("t" + number, rds.takeAutomatedSnapshot(other));
        }

        fails("export tasks", Kind.UNAVAILABLE, "5 export tasks run");
    }

    @Test
    void tasksThatAreOverDoNotCount() throws Exception {
        for (int number = 1; number <= 6; number++) {
            String task = "t" + number;
            start(task, rds.takeAutomatedSnapshot(RdsSource.instance(SnapshotRuns.INSTANCE, database)));
            Awaitility.await().until(() -> rds.status(task) == TaskStatus.COMPLETE);
        }

        assertThat(finding("export tasks").detail()).isEqualTo("0 of five run");
    }

    @Test
    void aSecondTaskOfASnapshotFails() throws Exception {
        String arn = rds.takeAutomatedSnapshot(RdsSource.instance(SnapshotRuns.INSTANCE, database));
        rds.halt();
        start("t1", arn);
        runs.without("snapshot.instance").with("snapshot.id", arn);

        fails("export tasks", Kind.UNAVAILABLE, "the export task t1 exports");
    }

    @Test
    void aSecondTaskOfASnapshotThatBeginsAfterTheChecksIsToldFromOneOfOurs() {
        rds.refuse(
                "StartExportTask",
                new RdsError(400, "ExportTaskAlreadyExists", "An export task of the snapshot is already running."));

        ExportException failure = catchThrowableOfType(ExportException.class, runs::run);

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("another export task exports");
        assertThat(runs.snapshots()).isEmpty();
    }

    private void start(String task, String arn) {
        rds.client()
                .startExportTask(StartExportTaskRequest.builder()
                        .exportTaskIdentifier(task)
                        .sourceArn(arn)
                        .s3BucketName(rds.s3().newBucket())
                        .iamRoleArn(rds.exportRole())
                        .kmsKeyId(rds.kmsKey())
                        .build());
    }

    @ParameterizedTest
    @CsvSource({
        "mysql, 8.0.35, gp3, 'of the engine mysql 8.0.35, not PostgreSQL'",
        "custom-sqlserver-ee, 15.00, gp3, not PostgreSQL",
        "postgres, 9.6.24, gp3, RDS does not export postgres 9.6.24",
        "postgres, 17.4, standard, magnetic storage"
    })
    void anInstanceThatRdsDoesNotExportFails(String engine, String version, String storage, String says)
            throws Exception {
        rds.add(RdsSource.instance(SnapshotRuns.INSTANCE, database)
                .withEngine(engine, version)
                .withStorageType(storage));

        fails("engine", Kind.CONFIGURATION, says);
    }

    @Test
    void anAuroraServerlessClusterOfTheFirstVersionFails() throws Exception {
        rds.add(RdsSource.cluster("aurora", database).withEngineMode("serverless"));
        runs.without("snapshot.instance").with("snapshot.cluster", "aurora");

        fails("engine", Kind.CONFIGURATION, "Aurora Serverless v1");
    }

    @Test
    void aMultiAzClusterIsNotExportedWithoutASnapshot() throws Exception {
        rds.add(RdsSource.cluster("multi", database)
                .withEngine("postgres", "17.4")
                .withStorageType("io1"));
        runs.without("snapshot.instance").with("snapshot.cluster", "multi");

        fails("engine", Kind.CONFIGURATION, "Multi-AZ DB cluster");
        assertThat(finding("engine").advice())
                .hasValueSatisfying(advice -> assertThat(advice).contains("--snapshot-mode create"));
    }

    @Test
    void aSnapshotOfAMultiAzClusterIsExported() throws Exception {
        rds.add(RdsSource.cluster("multi", database)
                .withEngine("postgres", "17.4")
                .withStorageType("io1"));
        runs.without("snapshot.instance").with("snapshot.cluster", "multi").with("snapshot.mode", "create");

        assertThat(runs.run().tables()).hasSize(1);
    }

    @Test
    void anInstanceThatIsAMemberOfAClusterHasNoSnapshots() throws Exception {
        rds.add(RdsSource.instance(SnapshotRuns.INSTANCE, database).withCluster("aurora"));

        fails("source", Kind.CONFIGURATION, "is a member of the cluster aurora");
    }

    @Test
    void anInstanceThatDoesNotExistFails() throws Exception {
        runs.with("snapshot.instance", "nothing");

        fails("source", Kind.CONFIGURATION, "nothing");
    }

    @Test
    void noAutomatedSnapshotFails() throws Exception {
        runs.with("snapshot.mode", "latest");

        fails("source", Kind.CONFIGURATION, "there is no automated snapshot of app");
    }

    @Test
    void aRegionWithoutExportsFails() throws Exception {
        rds.offerNoExports();

        fails("export tasks", Kind.CONFIGURATION, "RDS does not offer exports of snapshots to S3 in " + rds.region());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lost", "unavailable", "throttled", "internal"})
    void aNetworkOrAServiceThatFailsIsNotTakenForARegionWithoutExports(String how) throws Exception {
        switch (how) {
            case "lost" -> rds.loseRequests("DescribeExportTasks", Integer.MAX_VALUE);
            case "unavailable" -> rds.refuse("DescribeExportTasks", RdsError.unavailable());
            case "throttled" -> rds.refuse("DescribeExportTasks", RdsError.throttling());
            default -> rds.refuse("DescribeExportTasks", RdsError.internalFailure());
        }
        runs.with("aws.attempts", "2");

        Finding finding = finding("export tasks");
        ExportException failure = catchThrowableOfType(ExportException.class, runs::run);

        assertThat(finding.status()).isEqualTo(Status.FAILURE);
        assertThat(finding.detail()).contains("cannot list the export tasks").doesNotContain("does not offer");
        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure.getMessage()).doesNotContain("does not offer");
        nothingIsStarted();
    }

    @Test
    void anRdsThatCannotBeReachedIsNotTakenForARegionWithoutExports() throws Exception {
        runs.with("snapshot.endpoint", URI.create("http://127.0.0.1:1").toString())
                .with("aws.attempts", "1");

        Finding finding = finding("source");
        ExportException failure = catchThrowableOfType(ExportException.class, runs::run);

        assertThat(finding.detail()).doesNotContain("does not offer");
        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void aCallerWhoMayNotListTasksIsNotTakenForARegionWithoutExports() throws Exception {
        rds.refuse("DescribeExportTasks", RdsError.accessDenied("DescribeExportTasks"));

        fails("export tasks", Kind.PERMISSION, "not authorized");
    }

    @Test
    void tablesThatRdsWouldSkipFail() throws Exception {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String name : List.of("a b", "a,b", "a;b", "{", "}", "(", ")", "a=b", "a\tb", "a\nb")) {
            reasons.put("CREATE TABLE odd (id int, \"" + name + "\" int)", "its column \"" + name + "\"");
        }
        reasons.put("CREATE UNLOGGED TABLE odd (id int)", "unlogged");
        reasons.put("CREATE TABLE \"od/d\" (id int)", "a slash in its name");
        runs.with("from", database.uri().toString());
        for (Map.Entry<String, String> reason : reasons.entrySet()) {
            database.execute("DROP TABLE IF EXISTS odd", reason.getKey());
            Finding finding = finding("tables");
            assertThat(finding.status()).as(reason.getKey()).isEqualTo(Status.FAILURE);
            assertThat(finding.detail()).contains("RDS would skip tables that are wanted", reason.getValue());
        }

        fails("tables", Kind.CONFIGURATION, "public.\"od/d\" (a slash in its name)");
    }

    @Test
    void aTableThatRdsWouldSkipAndIsNotWantedDoesNotFail() throws Exception {
        database.execute("CREATE TABLE odd (\"a b\" int)");
        runs.with("from", database.uri().toString())
                .selecting(new Selection(
                        List.of("moves"), List.of(), List.of(), List.of(), List.of(), false, false, false));

        assertThat(finding("tables").detail()).isEqualTo("RDS can export all 1 that are wanted");
    }

    @Test
    void snapshotsThatRunsHaveLeftAreListed() throws Exception {
        runs.with("keep-snapshot", "true").run();

        Finding finding = finding("snapshots");

        assertThat(finding.status()).isEqualTo(Status.WARNING);
        assertThat(finding.detail()).contains(runs.snapshots().get(0));
    }
}
