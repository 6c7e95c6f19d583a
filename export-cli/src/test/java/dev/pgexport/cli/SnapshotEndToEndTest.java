package dev.pgexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.rds.ExportScript;
import dev.pgexport.testkit.rds.RdsError;
import dev.pgexport.testkit.rds.RdsExtension;
import dev.pgexport.testkit.rds.RdsServer;
import dev.pgexport.testkit.rds.RdsSource;
import dev.pgexport.testkit.rds.TaskStatus;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Capability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The strategy snapshot as a user would call it. */
@EveryS3Server(needs = S3Capability.POLICIES)
@ExtendWith({PostgresExtension.class, RdsExtension.class})
class SnapshotEndToEndTest {
    private final RdsServer rds;
    private final TestDatabase database;
    private final Path folder;
    private final String bucket;
    private final Map<String, String> credentials;
    private final CommandLineHarness commandLine;
    private final List<String> flags;

    SnapshotEndToEndTest(RdsServer rds, TestDatabase database, @TempDir Path folder) {
        database.execute(
                "CREATE TABLE moves AS SELECT i AS id, 'note ' || i AS note FROM generate_series(1, 1000) i",
                "CREATE TABLE orders AS SELECT i AS id FROM generate_series(1, 10) i");
        this.rds = rds;
        this.database = database;
        this.folder = folder;
        bucket = rds.s3().newBucket();
        credentials = Map.of(
                "aws.accessKeyId",
                rds.s3().accessKeyId(),
                "aws.secretAccessKey",
                rds.s3().secretAccessKey());
        credentials.forEach(System::setProperty);
        commandLine = new CommandLineHarness(folder);
        rds.add(RdsSource.instance("app", database));
        flags = List.of(
                "--aws-endpoint", rds.s3().endpoint().toString(),
                "--aws-region", rds.region(),
                "--strategy", "snapshot",
                "--snapshot-endpoint", rds.endpoint().toString(),
                "--snapshot-instance", "app",
                "--snapshot-role-arn", rds.exportRole(),
                "--snapshot-kms-key", rds.kmsKey(),
                "--snapshot-poll-interval", "100ms",
                "--from", database.uri().toString(),
                "--to", "s3://" + bucket + "/exports");
    }

    @AfterEach
    void forgetCredentials() {
        credentials.keySet().forEach(System::clearProperty);
    }

    private String[] arguments(String command, String... more) {
        return Stream.of(Stream.of(command), flags.stream(), Stream.of(more))
                .flatMap(part -> part)
                .toArray(String[]::new);
    }

    private Outcome run(String... more) {
        return commandLine.run(arguments("run", more));
    }

    private Outcome verify(String... more) {
        return commandLine.run(Stream.concat(
                        Stream.of(
                                "verify",
                                "s3://" + bucket + "/exports/nightly",
                                "--aws-endpoint",
                                rds.s3().endpoint().toString(),
                                "--aws-region",
                                rds.region()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private List<String> keys() {
        return rds.s3().client().listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    @Test
    void anExportIsMadeShownAndVerifiedWithoutTheStrategysSettings() {
        Outcome made = run("--id", "nightly", "--quiet");
        Outcome verified = verify();
        Outcome deeply = verify("--deep");

        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.out().strip()).isEqualTo("s3://" + bucket + "/exports/nightly");
        assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
        assertThat(deeply.exitCode()).as(deeply.out() + deeply.err()).isZero();
        assertThat(deeply.out()).contains("1,010 rows");
    }

    @Test
    void anExportByRdsIsRestoredIntoTablesAndIsTheSameThere() {
        database.execute(
                "CREATE TABLE kinds (id int PRIMARY KEY, price numeric(12,2), at timestamptz, raw bytea, tags text[],"
                        + " document jsonb, note text)",
                "INSERT INTO kinds VALUES (1, 10.50, '2024-02-29 12:30:00.123456+05:30', '\\x00ff', '{a,NULL,\"b c\"}',"
                        + " '{\"a\": [1, null]}', E'tab\\tand \\\\ line\\nfeed'),"
                        + " (2, NULL, NULL, NULL, NULL, NULL, NULL), (3, -0.01, '0044-03-15 BC', '', '{}', '[]', '')");
        run("--id", "nightly", "--quiet");
        try (TestDatabase target = database.server().createDatabase()) {
            target.execute(
                    "CREATE TABLE moves (id int, note text)",
                    "CREATE TABLE orders (id int)",
                    "CREATE TABLE kinds (id int PRIMARY KEY, price numeric(12,2), at timestamptz, raw bytea, tags text[],"
                            + " document jsonb, note text)");

            Outcome restored = commandLine.run(
                    "restore",
                    "s3://" + bucket + "/exports/nightly",
                    "--to",
                    target.uri().toString(),
                    "--data-only",
                    "--aws-endpoint",
                    rds.s3().endpoint().toString(),
                    "--aws-region",
                    rds.region());

            assertThat(restored.exitCode()).as(restored.out() + restored.err()).isZero();
            assertThat(restored.out()).contains("1,013 rows").contains("compared: same");
            String rows = "SELECT k::text FROM kinds k ORDER BY id";
            assertThat(target.query(rows)).isEqualTo(database.query(rows)).hasSize(3);
        }
    }

    @Test
    void doctorLooksAtEverythingAndStartsNothing() {
        Outcome doctor = commandLine.run(arguments("doctor"));

        assertThat(doctor.out())
                .contains("ok       selection: RDS would write ")
                .contains("ok       export tasks: 0 of five run")
                .contains("ok       engine: postgres ")
                .contains("ok       bucket: s3://" + bucket + "/exports/")
                .contains("warning  role: cannot look at whom it trusts")
                .contains("warning  KMS key: cannot look at it")
                .contains("ok       tables: RDS can export all 2 that are wanted");
        assertThat(doctor.exitCode()).as(doctor.out()).isZero();
        assertThat(rds.requests("CreateDBSnapshot")).isEmpty();
        assertThat(rds.requests("StartExportTask")).isEmpty();
    }

    @Test
    void doctorSaysWhereRdsDoesNotExport() {
        rds.offerNoExports();

        Outcome doctor = commandLine.run(arguments("doctor"));

        assertThat(doctor.exitCode()).isEqualTo(1);
        assertThat(doctor.out()).contains("failure  export tasks: RDS does not offer exports of snapshots to S3");
    }

    @Test
    void everyKindOfFailureHasItsExitCode() {
        rds.script(ExportScript.PLAIN.withWarning("incomplete"));
        assertThat(run("--id", "a").exitCode()).as("data wrong").isEqualTo(65);

        rds.script(ExportScript.PLAIN.withFailure(0, "An unknown internal error occurred."));
        assertThat(run("--id", "b").exitCode()).as("unavailable").isEqualTo(69);

        rds.script(ExportScript.PLAIN);
        rds.refuse("StartExportTask", RdsError.iamRoleMissingPermissions("x"), 1);
        assertThat(run("--id", "c").exitCode()).as("permission").isEqualTo(77);

        String[] ofAnother = Stream.of(arguments("run", "--id", "d"))
                .map(argument -> argument.equals("app") ? "nothing" : argument)
                .toArray(String[]::new);
        assertThat(commandLine.run(ofAnother).exitCode()).as("configuration").isEqualTo(78);
    }

    /** How far a run comes before it is killed. */
    enum Step {
        SNAPSHOT_CREATING,
        TASK_STARTING,
        TASK_IN_PROGRESS,
        TASK_COMPLETE
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void aKilledRunIsTakenOverByTheNextOfTheSameId(Step step) throws Exception {
        rds.halt();
        Process killed = start("--id", "nightly");
        awaitStep(step);
        killed.destroyForcibly().waitFor();
        rds.run(Duration.ofMillis(20));

        Outcome again = onceTheKilledRunCountsAsDead();

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(rds.requests("StartExportTask")).hasSize(1);
        assertThat(rds.requests("CreateDBSnapshot")).hasSize(1);
        assertThat(verify("--deep").exitCode()).isZero();
        assertThat(rds.client()
                        .describeDBSnapshots(request -> request.snapshotType("manual"))
                        .dbSnapshots())
                .isEmpty();
    }

    private void awaitStep(Step step) {
        if (step == Step.SNAPSHOT_CREATING) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !rds.requests("CreateDBSnapshot").isEmpty());
            return;
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    boolean reached = isReached(step);
                    if (!reached) {
                        rds.advance();
                    }
                    return reached;
                });
    }

    private boolean isReached(Step step) {
        return rds.requests("StartExportTask").stream()
                .map(request -> rds.status(request.parameters().get("ExportTaskIdentifier")))
                .anyMatch(status -> step == Step.TASK_STARTING
                        || (step == Step.TASK_IN_PROGRESS && status == TaskStatus.IN_PROGRESS)
                        || status == TaskStatus.COMPLETE);
    }

    @Test
    void aRunThatIsTerminatedWhileItsTaskStartsCancelsItAndLeavesNothing() throws Exception {
        rds.halt();
        Process run = start("--id", "nightly");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            rds.advance();
            return !rds.requests("StartExportTask").isEmpty();
        });
        String task = rds.requests("StartExportTask").get(0).parameters().get("ExportTaskIdentifier");
        run.destroy();
        rds.run(Duration.ofMillis(20));

        assertThat(run.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).isEqualTo(143);
        assertThat(Files.readString(folder.resolve("err"))).contains("the export task " + task + " was cancelled");
        assertThat(rds.status(task)).isEqualTo(TaskStatus.CANCELED);
        assertThat(keys()).isEmpty();
    }

    private Outcome onceTheKilledRunCountsAsDead() {
        List<Outcome> outcomes = new ArrayList<>();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    outcomes.add(commandLine.run(arguments("run", "--id", "nightly", "--s3-heartbeat", "1s")));
                    return outcomes.get(outcomes.size() - 1).exitCode() != 73;
                });
        return outcomes.get(outcomes.size() - 1);
    }

    private Process start(String... more) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-cp", classPath()));
        credentials.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add(Main.class.getName());
        command.addAll(List.of(arguments("run", more)));
        command.addAll(List.of("--s3-heartbeat", "1s"));
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private static String classPath() {
        String ofSurefire = System.getProperty("surefire.test.class.path", "");
        return ofSurefire.isEmpty() ? System.getProperty("java.class.path") : ofSurefire;
    }
}
