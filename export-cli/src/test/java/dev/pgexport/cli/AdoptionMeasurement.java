package dev.pgexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.rds.ExportScript;
import dev.pgexport.testkit.rds.RdsExtension;
import dev.pgexport.testkit.rds.RdsServer;
import dev.pgexport.testkit.rds.RdsSource;
import dev.pgexport.testkit.rds.TableLayout;
import dev.pgexport.testkit.rds.TaskStatus;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Kind;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Measures how an export of 10,000 objects is adopted. No test by its name, so that it runs for {@code bench/adopt} alone. */
@EveryS3Server(kinds = S3Kind.LOCALSTACK)
@ExtendWith({PostgresExtension.class, RdsExtension.class})
class AdoptionMeasurement {
    private static final int OBJECTS = 10_000;
    private static final Duration LONG = Duration.ofMinutes(20);

    private final RdsServer rds;
    private final TestDatabase database;
    private final Path folder;
    private final String bucket;

    AdoptionMeasurement(RdsServer rds, TestDatabase database, @TempDir Path folder) {
        database.execute(
                "CREATE TABLE moves AS SELECT i AS id, 'note ' || i AS note, now() AS at FROM generate_series(1, "
                        + OBJECTS + ") i");
        this.rds = rds;
        this.database = database;
        this.folder = folder;
        bucket = rds.s3().newBucket();
        rds.add(RdsSource.instance("app", database));
        rds.script(
                ExportScript.PLAIN.withLayout(database.name() + ".public.moves", new TableLayout(1, OBJECTS, false)));
    }

    @Test
    void adoption() throws Exception {
        createRole();
        int runs = Integer.getInteger("pgexport.bench.runs", 3);
        List<String> lines = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            lines.add(adopt("run" + run));
        }
        Files.write(Path.of("target/adoption.txt"), lines);
    }

    /** Without the SDK's client for IAM, which this module does not compile against; LocalStack checks no signature. */
    private void createRole() throws Exception {
        String trust = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
                + "\"export.rds.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
        HttpRequest request = HttpRequest.newBuilder(rds.s3().endpoint())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + rds.s3().accessKeyId()
                                + "/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=none")
                .POST(HttpRequest.BodyPublishers.ofString("Action=CreateRole&Version=2010-05-08&RoleName="
                        + rds.exportRole().replaceFirst(".*/", "") + "&AssumeRolePolicyDocument="
                        + URLEncoder.encode(trust, StandardCharsets.UTF_8)))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private String adopt(String id) throws Exception {
        Process process = start(id);
        PeakMemory memory = new PeakMemory(process.pid());
        Awaitility.await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> {
            memory.look();
            return rds.requests("StartExportTask").stream()
                    .map(request -> request.parameters().get("ExportTaskIdentifier"))
                    .anyMatch(task -> task.contains("-" + id + "-") && rds.status(task) == TaskStatus.COMPLETE);
        });
        long complete = System.nanoTime();
        Awaitility.await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> {
            memory.look();
            return !process.isAlive();
        });
        double seconds = (System.nanoTime() - complete) / 1e9;
        assertThat(process.exitValue()).as(Files.readString(folder.resolve(id))).isZero();
        long objects = rds
                .s3()
                .client()
                .listObjectsV2Paginator(request -> request.bucket(bucket).prefix("exports/" + id + "/"))
                .contents()
                .stream()
                .count();
        return String.format(
                Locale.ROOT, "%d objects adopted in %.1f s, peak %d MiB", objects, seconds, memory.mebibytes);
    }

    private Process start(String id) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                System.getProperty("pgexport.bench.program", "pgexport"),
                "run",
                "--id",
                id,
                "--strategy",
                "snapshot",
                "--snapshot-instance",
                "app",
                "--snapshot-database",
                database.name(),
                "--snapshot-role-arn",
                rds.exportRole(),
                "--snapshot-kms-key",
                rds.kmsKey(),
                "--snapshot-endpoint",
                rds.endpoint().toString(),
                "--snapshot-poll-interval",
                "1s",
                "--aws-endpoint",
                rds.s3().endpoint().toString(),
                "--aws-region",
                rds.region(),
                "--jobs",
                System.getProperty("pgexport.bench.jobs", "16"),
                "--to",
                "s3://" + bucket + "/exports");
        builder.environment().put("AWS_ACCESS_KEY_ID", rds.s3().accessKeyId());
        builder.environment().put("AWS_SECRET_ACCESS_KEY", rds.s3().secretAccessKey());
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve(id).toFile())
                .start();
    }

    /** The most memory that the kernel has seen of a process while there was one. */
    private static final class PeakMemory {
        private final Path status;
        private long mebibytes;

        PeakMemory(long process) {
            status = Path.of("/proc", Long.toString(process), "status");
        }

        void look() {
            try {
                Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .map(line -> line.replaceAll("\\D", ""))
                        .forEach(kibibytes -> mebibytes = Math.max(mebibytes, Long.parseLong(kibibytes) / 1024));
            } catch (IOException e) {
                // It has ended; what was seen before is what there was.
            }
        }
    }
}
