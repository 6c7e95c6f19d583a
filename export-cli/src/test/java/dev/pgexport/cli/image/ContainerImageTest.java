package dev.pgexport.cli.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgexport.cli.image.ContainerImage.Outcome;
import dev.pgexport.cli.image.ContainerImage.Running;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Kind;
import dev.pgexport.testkit.s3.S3Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The image where nothing may be written but below /scratch, and by nobody in particular. */
@EveryS3Server(kinds = S3Kind.LOCALSTACK)
@RequiresContainerImage
@ExtendWith(PostgresExtension.class)
class ContainerImageTest {
    private final S3Server server;
    private final String bucket;
    private final ContainerImage image;
    private TestDatabase database;

    ContainerImageTest(S3Server server, @TempDir Path folder) {
        this.server = server;
        bucket = server.newBucket();
        image = ContainerImage.beside(server, ContainerImage.TAG, folder);
    }

    @BeforeEach
    void prepare(PostgresServers servers) {
        database = servers.version(17).createDatabase();
        database.execute(
                "CREATE TABLE moves AS SELECT i AS id, md5(i::text) AS note FROM generate_series(1, 100000) i");
    }

    private String to() {
        return "s3://" + bucket + "/exports";
    }

    private String[] export(String... more) {
        return Stream.concat(
                        Stream.of(
                                "run", "--from", database.uri().toString(), "--to", to(), "--id", "nightly", "--quiet"),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        server.client()
                .listObjectsV2Paginator(request -> request.bucket(bucket))
                .contents()
                .forEach(object -> keys.add(object.key()));
        return keys;
    }

    private void assertVerified(Outcome made) {
        assertThat(made.exitCode()).as(made.err()).isZero();
        Outcome verified = image.run("verify", "--deep", to());
        assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
        assertThat(verified.out()).contains("100,000 rows");
    }

    private void assertNothingIsLeft() {
        assertThat(keys()).noneMatch(key -> key.startsWith("exports/nightly/"));
        assertThat(server.client()
                        .listMultipartUploads(request -> request.bucket(bucket))
                        .uploads())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy",
                "pgdump --pgdump-mode=stream",
                "pgdump --pgdump-mode=plain",
                "pgdump --pgdump-mode=staged"
            })
    void everyStrategyRunsOnAReadOnlyFileSystemWithoutRights(String strategy) {
        assertVerified(image.run(export(("--strategy " + strategy).split(" "))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "zstd", "lz4"})
    void nothingNeedsScratchSpaceButWhatSaysSo(String codec, @TempDir Path empty) {
        ContainerImage unwritable = image.with("--volume=" + empty + ":/scratch:ro");

        assertVerified(unwritable.run(export("--strategy", "copy", "--compression", codec)));
    }

    @Test
    void theUserMayBeAnybody(@TempDir Path empty) {
        assertVerified(image.with("--user=2000:3000")
                .with("--volume=" + empty + ":/scratch:ro")
                .run(export("--strategy", "copy")));
    }

    @Test
    void withoutScratchSpaceAStagedDumpIsRefused(@TempDir Path empty) {
        Outcome refused = image.with("--volume=" + empty + ":/scratch:ro")
                .run(export("--strategy", "pgdump", "--pgdump-mode", "staged"));

        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(78);
        assertThat(refused.err()).contains("/scratch").contains("--scratch");
        assertNothingIsLeft();
    }

    @Test
    void scratchSpaceThatFillsEndsAStagedDumpAndLeavesNothing() {
        // Random bytes take as much in the dump as in the database, and half of that is foreseen.
        database.execute("CREATE TABLE random AS SELECT decode(string_agg(md5(random()::text), ''), 'hex') AS bytes"
                + " FROM generate_series(1, 30) i, generate_series(1, 65536) GROUP BY i");

        Outcome failed = image.with("--tmpfs=/scratch:size=24m,uid=1042,gid=1042")
                .run(export("--strategy", "pgdump", "--pgdump-mode", "staged"));

        assertThat(failed.exitCode()).as(failed.err()).isEqualTo(69);
        assertThat(failed.err()).contains("No space left on device");
        assertNothingIsLeft();
    }

    @Test
    void aStoppedTaskEndsInTimeAndLeavesNothing() throws Exception {
        database.execute("CREATE TABLE big AS SELECT i, repeat(md5(i::text), 20) AS note"
                + " FROM generate_series(1, 500000) i");
        Running run = image.start(export("--strategy", "copy", "--compression", "none"));
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> database.number("SELECT count(*) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND state = 'active' AND query LIKE 'COPY%big%'")
                        > 0);

        long stopped = System.nanoTime();
        assertThat(ContainerImage.docker("stop", "--time", "30", run.name())).isTrue();

        assertThat(run.outcome().exitCode()).isEqualTo(143);
        assertThat(Duration.ofNanos(System.nanoTime() - stopped)).isLessThan(Duration.ofSeconds(30));
        assertNothingIsLeft();
    }
}
