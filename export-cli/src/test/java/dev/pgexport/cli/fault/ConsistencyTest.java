package dev.pgexport.cli.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.CommandLineHarness;
import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amounts move between tables while an export runs; every export shows one moment, in which nothing is on the way. */
@ExtendWith(PostgresExtension.class)
class ConsistencyTest {
    private static final int ACCOUNTS = 8000;
    private static final long TOTAL = 2L * ACCOUNTS * 100;
    private static final Pattern ROW = Pattern.compile("(?m)^account (\\d+)[,\\t](-?\\d+)[,\\t]");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"copy,--copy-part-size=1MiB", "pgdump,--pgdump-mode=plain"})
    void theSumIsTheSameInEveryExport(String strategy, String flag, PostgresServers servers) throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        AtomicBoolean finished = new AtomicBoolean();
        try (TestDatabase database = servers.version(15).createDatabase()) {
            for (String table : List.of("giving", "taking")) {
                database.execute("CREATE TABLE " + table + " AS SELECT 'account ' || i AS name, 100::bigint AS amount,"
                        + " repeat('x', 400) AS note FROM generate_series(1, " + ACCOUNTS + ") i");
            }
            Future<Long> writer = executor.submit(() -> move(database, finished));

            for (int i = 0; i < 5; i++) {
                String id = "export-" + i;
                Outcome run = new CommandLineHarness(folder)
                        .run(
                                "run",
                                "--strategy",
                                strategy,
                                flag,
                                "--from",
                                database.uri().toString(),
                                "--to",
                                folder.resolve("exports").toString(),
                                "--id",
                                id,
                                "--jobs",
                                "2",
                                "--compression",
                                "none");

                assertThat(run.exitCode()).as(run.err()).isZero();
                assertThat(amounts(folder.resolve("exports").resolve(id))).isEqualTo(new Amounts(2 * ACCOUNTS, TOTAL));
            }
            finished.set(true);
            assertThat(writer.get()).as("transfers meanwhile").isGreaterThan(10);
        } finally {
            finished.set(true);
            executor.shutdown();
        }
    }

    private record Amounts(int rows, long sum) {}

    private static long move(TestDatabase database, AtomicBoolean finished) throws Exception {
        long transfers = 0;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!finished.get()) {
                String name = "'account " + (1 + transfers % ACCOUNTS) + "'";
                statement.execute("UPDATE giving SET amount = amount - 7 WHERE name = " + name);
                statement.execute("UPDATE taking SET amount = amount + 7 WHERE name = " + name);
                connection.commit();
                transfers++;
            }
        }
        return transfers;
    }

    private static Amounts amounts(Path export) throws IOException {
        int rows = 0;
        long sum = 0;
        try (Stream<Path> files = Files.walk(export)) {
            for (Path file : files.filter(path ->
                            path.toString().endsWith(".csv") || path.toString().endsWith(".sql"))
                    .toList()) {
                Matcher row = ROW.matcher(Files.readString(file));
                while (row.find()) {
                    rows++;
                    sum += Long.parseLong(row.group(2));
                }
            }
        }
        return new Amounts(rows, sum);
    }
}
