package dev.pgexport.cli.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgexport.cli.CommandLineHarness;
import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.fault.Fault;
import dev.pgexport.testkit.fault.FaultFront;
import dev.pgexport.testkit.fault.FaultSchedule;
import dev.pgexport.testkit.fault.RequestKind;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Capability;
import dev.pgexport.testkit.s3.S3Server;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What reads the database dies when a part of its output has been sent: no object of it is ever there. */
@Timeout(120)
@EveryS3Server(needs = S3Capability.UPLOAD_LISTING)
@ExtendWith(PostgresExtension.class)
class S3DumpFaultTest {
    /** So slow that the output takes seconds, and the first part is sent long before its end. */
    private static final long BYTES_PER_SECOND = 10_000_000;

    /** Who dies, and by what. */
    enum Death {
        KILLED_PG_DUMP {
            @Override
            void strike(TestDatabase database, FaultFront connections) {
                Programs.running("pg_dump").forEach(ProcessHandle::destroyForcibly);
            }
        },
        TERMINATED_BACKENDS {
            @Override
            void strike(TestDatabase database, FaultFront connections) {
                database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            }
        },
        CUT_CONNECTIONS {
            @Override
            void strike(TestDatabase database, FaultFront connections) {
                connections.resetConnections();
            }
        };

        abstract void strike(TestDatabase database, FaultFront connections);
    }

    @TempDir
    Path folder;

    private final S3Server server;
    private final String bucket;
    private final Map<String, String> credentials;
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private TestDatabase database;

    S3DumpFaultTest(S3Server server) {
        this.server = server;
        bucket = server.newBucket();
        credentials = Map.of("aws.accessKeyId", server.accessKeyId(), "aws.secretAccessKey", server.secretAccessKey());
    }

    @BeforeEach
    void prepare(PostgresServers servers) {
        credentials.forEach(System::setProperty);
        database = servers.version(14).createDatabase();
        database.execute("CREATE TABLE moves AS SELECT i, md5(i::text) || md5((i + 1)::text) AS note"
                + " FROM generate_series(1, 400000) i");
    }

    @AfterEach
    void forget() {
        executor.shutdownNow();
        database.close();
        credentials.keySet().forEach(System::clearProperty);
    }

    static Stream<Arguments> deaths() {
        return Stream.of("--strategy=copy", "--pgdump-mode=stream", "--pgdump-mode=plain")
                .flatMap(source -> Stream.of(Death.values())
                        .filter(death -> death != Death.KILLED_PG_DUMP || !source.equals("--strategy=copy"))
                        .map(death -> Arguments.of(source, death)));
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void noObjectOfAKilledDumpIsEverThere(String source, Death death) throws Exception {
        try (FaultFront storage = FaultFront.s3(server.endpoint());
                FaultFront connections = FaultFront.tcp(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), database.server().port()))) {
            connections.inject(FaultSchedule.from(RequestKind.CONNECTION, 1, Fault.bandwidth(BYTES_PER_SECOND)));

            Future<Outcome> run = executor.submit(() -> export(source, storage, connections));
            // Whose snapshot is lost starts again once, and dies again.
            for (AtomicLong parts = new AtomicLong();
                    !run.isDone();
                    parts.set(storage.count(RequestKind.UPLOAD_PART))) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> run.isDone() || storage.count(RequestKind.UPLOAD_PART) > parts.get());
                death.strike(database, connections);
            }
            Outcome outcome = run.get();

            assertThat(outcome.exitCode()).as(outcome.err()).isIn(69, 75);
            assertThat(storage.count(RequestKind.UPLOAD_PART)).isPositive();
            assertThat(storage.count(RequestKind.COMPLETE))
                    .as("no upload was completed")
                    .isZero();
        }
        assertThat(keys()).noneMatch(key -> key.startsWith("exports/nightly/"));
        assertThat(server.client()
                        .listMultipartUploads(request -> request.bucket(bucket))
                        .uploads())
                .extracting(MultipartUpload::key)
                .isEmpty();
    }

    private Outcome export(String source, FaultFront storage, FaultFront connections) {
        String strategy = source.startsWith("--pgdump") ? "--strategy=pgdump" : "--jobs=1";
        return new CommandLineHarness(folder)
                .run(
                        "run",
                        "--quiet",
                        strategy,
                        source,
                        "--compression=none",
                        "--attempts=1",
                        "--id=nightly",
                        "--from",
                        database.uri()
                                .toString()
                                .replace(":" + database.server().port(), ":" + connections.port()),
                        "--to",
                        "s3://" + bucket + "/exports",
                        "--s3-part-size=5MiB",
                        "--aws-endpoint",
                        storage.endpoint().toString());
    }

    private List<String> keys() {
        return server.client().listObjectsV2(request -> request.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
    }
}
