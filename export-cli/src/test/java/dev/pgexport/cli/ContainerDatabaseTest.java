package dev.pgexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.testkit.container.ContainerExtension;
import dev.pgexport.testkit.container.ContainerPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A database as most people have one: in a container, over TCP, with a password. */
@ExtendWith(ContainerExtension.class)
class ContainerDatabaseTest {
    private static final Pattern PG_DUMP_VERSION = Pattern.compile("pg_dump \\(PostgreSQL\\) (\\d+).*");

    @TempDir
    Path folder;

    /** Those that can read the server: an older pg_dump cannot. */
    static Stream<String> strategies() throws IOException {
        return pgDumpVersion() >= ContainerPostgres.VERSION ? Stream.of("copy", "pgdump") : Stream.of("copy");
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void everyStrategyExportsTheDatabaseOfAContainer(String strategy, ContainerPostgres postgres) {
        postgres.execute(
                "DROP TABLE IF EXISTS moves",
                "CREATE TABLE moves (id int PRIMARY KEY, note text)",
                "INSERT INTO moves SELECT i, 'move ' || i FROM generate_series(1, 1000) i");
        CommandLineHarness commandLine = new CommandLineHarness(folder)
                .variable("PATH", System.getenv("PATH"))
                .variable("PGPASSWORD", postgres.password());

        Outcome run = commandLine.run(
                "run", "--strategy", strategy, "--from", postgres.uri().toString(), "--to", "exports", "--id", "first");
        Outcome verify = commandLine.run("verify", "--deep", "exports/first");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(verify.exitCode()).as(verify.err() + verify.out()).isZero();
        assertThat(verify.out()).startsWith("ok ").contains("1,000 rows");
    }

    private static int pgDumpVersion() throws IOException {
        Process process = new ProcessBuilder("pg_dump", "--version").start();
        Matcher version = PG_DUMP_VERSION.matcher(
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        return version.matches() ? Integer.parseInt(version.group(1)) : 0;
    }
}
