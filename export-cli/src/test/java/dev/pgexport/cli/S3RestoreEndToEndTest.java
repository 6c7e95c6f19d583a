package dev.pgexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An export in S3 is restored as it comes, on every S3 server. */
@Timeout(120)
@EveryS3Server
@ExtendWith(PostgresExtension.class)
class S3RestoreEndToEndTest {
    /** The oldest that Debian's pg_dump can dump and pg_restore can fill. */
    private static final int VERSION = 15;

    @TempDir
    Path folder;

    private final S3Server server;
    private final String location;
    private final Map<String, String> credentials;
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private TestDatabase source;
    private TestDatabase target;

    S3RestoreEndToEndTest(S3Server server) {
        this.server = server;
        location = "s3://" + server.newBucket() + "/exports";
        credentials = Map.of("aws.accessKeyId", server.accessKeyId(), "aws.secretAccessKey", server.secretAccessKey());
    }

    @BeforeEach
    void prepare(PostgresServers servers) {
        credentials.forEach(System::setProperty);
        PostgresServer postgres = servers.version(VERSION);
        source = postgres.createDatabase();
        target = postgres.createDatabase();
        source.execute(
                Gate.FUNCTION,
                "CREATE TABLE moves (id int PRIMARY KEY, note text, CHECK (gate('ROWS', id)))",
                "INSERT INTO moves SELECT i, md5(i::text) || md5((i + 1)::text) FROM generate_series(1, 100000) i",
                "CREATE TABLE \"Odd name % é\" (id int)",
                "INSERT INTO \"Odd name % é\" VALUES (1)",
                "SELECT lo_from_bytea(4711, 'large')");
    }

    @AfterEach
    void drop() {
        executor.shutdownNow();
        source.close();
        target.close();
        credentials.keySet().forEach(System::clearProperty);
    }

    @ParameterizedTest
    @CsvSource({
        "copy, --copy-part-size=2MiB, archive",
        "pgdump, --pgdump-mode=stream, ''",
        "pgdump, --pgdump-mode=plain, ''"
    })
    void nothingButDefinitionsIsEverInScratchSpace(String strategy, String mode, String staged) throws Exception {
        Outcome made = run("run", "--from", source.uri().toString(), "--to", location, "--strategy", strategy, mode);
        assertThat(made.exitCode()).as(made.err()).isZero();

        Future<Outcome> restoring;
        try (Gate gate = Gate.shut(target, "ROWS")) {
            restoring = executor.submit(
                    () -> run("restore", location, "--to", target.uri().toString()));
            gate.awaitSomebody();

            assertThat(inScratch())
                    .extracting(file -> file.getFileName().toString())
                    .isEqualTo(staged.isEmpty() ? List.of() : List.of(staged));
            assertThat(bytes(inScratch())).isLessThan(20_000);
        }
        Outcome restored = restoring.get();

        assertThat(restored.exitCode()).as(restored.out() + restored.err()).isZero();
        assertThat(restored.out())
                .startsWith("restored " + location + "/")
                .contains("2 tables, 100,001 rows", "compared: same");
        assertThat(target.query("SELECT convert_from(lo_get(4711), 'UTF8')")).containsExactly("large");
        assertThat(inScratch()).isEmpty();
    }

    private Outcome run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--aws-endpoint", server.endpoint().toString(), "--quiet"));
        all.addAll(List.of("--scratch", scratch().toString(), "--jobs", "2"));
        return new CommandLineHarness(folder).run(all.toArray(String[]::new));
    }

    private Path scratch() {
        return folder.resolve("scratch");
    }

    private List<Path> inScratch() throws IOException {
        if (!Files.exists(scratch())) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(scratch())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().equals("lock"))
                    .toList();
        }
    }

    private static long bytes(List<Path> files) throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return bytes;
    }
}
