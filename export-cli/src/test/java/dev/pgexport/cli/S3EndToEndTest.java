package dev.pgexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;

/** The commands on exports in S3, as a user would give them, on every S3 server. */
@EveryS3Server
@ExtendWith(PostgresExtension.class)
class S3EndToEndTest {
    @TempDir
    Path folder;

    private final S3Server server;
    private final String bucket;
    private final Map<String, String> credentials;
    private CommandLineHarness commandLine;
    private String from;

    S3EndToEndTest(S3Server server) {
        this.server = server;
        bucket = server.newBucket();
        credentials = Map.of("aws.accessKeyId", server.accessKeyId(), "aws.secretAccessKey", server.secretAccessKey());
    }

    /** Of a version that the pg_dump of any distribution in use can dump. */
    @BeforeEach
    void prepare(PostgresServers servers) {
        credentials.forEach(System::setProperty);
        TestDatabase database = servers.version(14).createDatabase();
        database.execute(
                "CREATE TABLE moves (id int PRIMARY KEY, note text)",
                "INSERT INTO moves SELECT i, md5(i::text) || md5((i + 1)::text) FROM generate_series(1, 300000) i",
                "CREATE TABLE \"Odd name % é\" (id int)",
                "INSERT INTO \"Odd name % é\" VALUES (1)");
        from = database.uri().toString();
        commandLine = new CommandLineHarness(folder);
    }

    @AfterEach
    void forgetCredentials() {
        credentials.keySet().forEach(System::clearProperty);
    }

    private Outcome run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--aws-endpoint", server.endpoint().toString()));
        return commandLine.run(all.toArray(String[]::new));
    }

    private Outcome export(String... more) {
        return run(Stream.concat(
                        Stream.of("run", "--from", from, "--to", "s3://" + bucket + "/exports", "--quiet"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        server.client()
                .listObjectsV2Paginator(request -> request.bucket(bucket))
                .contents()
                .forEach(object -> keys.add(object.key()));
        return keys;
    }

    @ParameterizedTest
    @CsvSource({
        "copy, --copy-part-size=8MiB",
        "pgdump, --pgdump-mode=stream",
        "pgdump, --pgdump-mode=staged",
        "pgdump, --pgdump-mode=plain"
    })
    void everyStrategyExportsAndIsVerified(String strategy, String mode) {
        Outcome made = export("--strategy", strategy, mode, "--id", "nightly", "--compression", "none");
        Outcome verified = run("verify", "s3://" + bucket + "/exports/nightly");
        Outcome deeply = run("verify", "--deep", "s3://" + bucket + "/exports");

        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.out().strip()).isEqualTo("s3://" + bucket + "/exports/nightly");
        assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
        assertThat(deeply.exitCode()).as(deeply.out() + deeply.err()).isZero();
        assertThat(deeply.out()).contains("300,001 rows");
        assertThat(keys())
                .allMatch(key -> key.equals("exports/latest.json") || key.startsWith("exports/nightly/"))
                .contains("exports/latest.json", "exports/nightly/manifest.json");
        assertThat(server.client()
                        .listMultipartUploads(request -> request.bucket(bucket))
                        .uploads())
                .isEmpty();
    }

    @Test
    void anObjectThatWasReplacedByAnotherIsFound() {
        export("--id", "nightly");
        String key = keys().stream()
                .filter(found -> found.contains("/data/"))
                .findFirst()
                .orElseThrow();
        server.client()
                .copyObject(request -> request.sourceBucket(bucket)
                        .sourceKey("exports/nightly/manifest.json")
                        .destinationBucket(bucket)
                        .destinationKey(key));

        Outcome verified = run("verify", "s3://" + bucket + "/exports/nightly");

        assertThat(verified.exitCode()).as(verified.out()).isEqualTo(1);
        assertThat(verified.out()).contains(key.substring("exports/nightly/".length()));
    }

    @Test
    void aSecondRunOfTheSameIdFindsTheWorkDone() {
        export("--id", "nightly", "-t", "moves");

        Outcome second = export("--id", "nightly", "-t", "moves", "--json");

        assertThat(second.exitCode()).isZero();
        assertThat(second.out()).contains("\"madeBefore\":true");
    }

    @Test
    void listAndShowSeeWhatIsThere() {
        export("--id", "first", "-t", "moves");
        export("--id", "second", "-t", "moves");

        assertThat(run("list", "s3://" + bucket + "/exports").out()).contains("first", "second", "complete");
        assertThat(run("show", "s3://" + bucket + "/exports/first").out()).contains("public.moves");
        assertThat(run("show", "s3://" + bucket + "/exports").out()).contains("exports/second");
    }

    @Test
    void latestNamesTheNewestExport() {
        export("--id", "first", "-t", "moves");
        export("--id", "second", "-t", "moves");

        String latest = server.client()
                .getObjectAsBytes(request -> request.bucket(bucket).key("exports/latest.json"))
                .asUtf8String();

        assertThat(latest).contains("\"second/manifest.json\"");
    }

    @Test
    void theSameFileRunsEitherStrategyToEitherSinkByChangingOneWord() throws IOException {
        String file = """
                apiVersion: pgexport/v1
                strategy: copy
                from: %s
                to: s3://%s/exports
                jobs: 2
                copy.part-size: 8MiB
                pgdump.mode: staged
                s3.part-size: 5MiB
                aws.endpoint: %s
                """.formatted(from, bucket, server.endpoint());

        assertMakes("copy", file);
        assertMakes("pgdump", file.replace("strategy: copy", "strategy: pgdump"));
        String toAFolder = file.replace("to: s3://" + bucket + "/exports", "to: exports");
        assertMakes("copy", toAFolder);
        assertMakes("pgdump", toAFolder.replace("strategy: copy", "strategy: pgdump"));

        assertThat(folder.resolve("exports")).isDirectoryContaining("glob:**-copy-*");
        assertThat(folder.resolve("exports")).isDirectoryContaining("glob:**-pgdump-*");
        assertThat(keys()).anyMatch(key -> key.matches("exports/.*-copy-.*/manifest.json"));
        assertThat(keys()).anyMatch(key -> key.matches("exports/.*-pgdump-.*/manifest.json"));
    }

    /** The file alone says everything, to the command that verifies as well. */
    private void assertMakes(String strategy, String file) throws IOException {
        Files.writeString(folder.resolve("pgexport.yaml"), file);

        Outcome made = commandLine.run("run", "--quiet");
        Outcome verified = commandLine.run("verify", "--deep", made.out().strip());

        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.out()).contains("-" + strategy + "-");
        assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
        assertThat(verified.out()).contains("300,001 rows");
    }

    @Test
    void theDoctorFindsNothingWrong() {
        Outcome doctor = run("doctor", "--from", from, "--to", "s3://" + bucket + "/exports");

        assertThat(doctor.out()).contains("writable", "conditions", "dead runs left nothing");
        assertThat(doctor.exitCode()).as(doctor.out()).isZero();
        assertThat(keys()).isEmpty();
    }

    @Test
    void theDoctorRemovesWhatAKilledRunLeft() {
        for (String key : List.of("exports/nightly/data/1.csv", "exports/.pgexport/nightly.claim")) {
            server.client().putObject(request -> request.bucket(bucket).key(key), RequestBody.empty());
        }

        Outcome doctor = run("doctor", "--clean", "--to", "s3://" + bucket + "/exports");

        assertThat(doctor.out()).contains("removed nightly, 1 object");
        assertThat(keys()).isEmpty();
    }

    @Test
    void theDoctorTellsOfWhatIsHeldAndLeavesItAlone() {
        server.client()
                .putObject(
                        request -> request.bucket(bucket).key("exports/.pgexport/nightly.hold"),
                        RequestBody.fromBytes(new byte[512 + 3600]));
        for (String key : List.of("exports/nightly/rds/task-1/1.parquet", "exports/.pgexport/nightly.claim")) {
            server.client().putObject(request -> request.bucket(bucket).key(key), RequestBody.empty());
        }

        Outcome doctor = run("doctor", "--clean", "--to", "s3://" + bucket + "/exports");

        assertThat(doctor.exitCode()).as(doctor.out()).isZero();
        assertThat(doctor.out()).contains("holds: nightly is held until ", "dead runs left nothing");
        assertThat(keys())
                .containsExactly(
                        "exports/.pgexport/nightly.claim",
                        "exports/.pgexport/nightly.hold",
                        "exports/nightly/rds/task-1/1.parquet");

        Outcome copied = export("--id", "nightly");

        assertThat(copied.exitCode()).as(copied.err()).isEqualTo(73);
        assertThat(copied.err()).contains("another service may be writing export nightly", "perhaps choose another id");
        assertThat(keys()).contains("exports/nightly/rds/task-1/1.parquet");
    }

    @Test
    void aBucketThatDoesNotExistIsAnErrorOfTheConfiguration() {
        Outcome made = run("run", "--from", from, "--to", "s3://" + server.newBucketName() + "/exports", "--quiet");

        assertThat(made.exitCode()).isEqualTo(78);
        assertThat(made.err()).contains("NoSuchBucket", "perhaps");
    }
}
