package dev.pgexport.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.CommandLineHarness;
import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.SampleDatabase;
import dev.pgexport.testkit.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One database by every strategy and in every format, compared with each other and with the database itself. */
@ExtendWith(PostgresExtension.class)
class EveryFormatEndToEndTest {
    private static final Map<String, List<String>> VARIANTS = new TreeMap<>(Map.of(
            "copy-csv", List.of("--strategy", "copy", "--copy-format", "csv", "--copy-part-size", "1MiB"),
            "copy-text", List.of("--strategy", "copy", "--copy-format", "text"),
            "copy-binary", List.of("--strategy", "copy", "--copy-format", "binary"),
            "pgdump-stream", List.of("--strategy", "pgdump", "--pgdump-mode", "stream"),
            "pgdump-staged", List.of("--strategy", "pgdump", "--pgdump-mode", "staged"),
            "pgdump-plain", List.of("--strategy", "pgdump", "--pgdump-mode", "plain")));

    @TempDir
    Path folder;

    @Test
    void everyFormatHoldsTheSameRowsWhateverTheDatabaseIsSetTo(PostgresServers servers) throws IOException {
        try (TestDatabase database = servers.version(15).createDatabase()) {
            SampleDatabase.load(database);
            database.execute(
                    "CREATE TYPE stay AS (begin timestamptz, lasts interval)",
                    "CREATE TABLE zones (id int PRIMARY KEY, at timestamptz, several timestamptz[], during tstzrange,"
                            + " often tstzmultirange, stays stay[])",
                    "INSERT INTO zones SELECT i, t, ARRAY[t, NULL], tstzrange(t, t + '1 day'),"
                            + " tstzmultirange(tstzrange(t, t + '1 day')), ARRAY[ROW(t, '1 day 2 hours')::stay]"
                            + " FROM (SELECT i, timestamptz '2024-03-31 00:30:00+00' + i * interval '17 hours' t"
                            + " FROM generate_series(1, 500) i) moments");
            for (String setting : List.of(
                    "TimeZone TO 'Asia/Kolkata'",
                    "DateStyle TO 'German'",
                    "IntervalStyle TO 'iso_8601'",
                    "bytea_output TO 'escape'",
                    "extra_float_digits TO 0")) {
                database.execute("ALTER DATABASE \"" + database.name() + "\" SET " + setting);
            }
            List<String> arguments = new ArrayList<>(List.of("compare", "--rows", "2", "--show-values"));
            VARIANTS.forEach((id, flags) -> arguments.add(export(database, id, flags)));
            arguments.add(database.uri().toString());

            Outcome outcome = new CommandLineHarness(folder).run(arguments.toArray(String[]::new));

            assertThat(outcome.out())
                    .as(outcome.err())
                    .contains("same: ")
                    .doesNotContain("DIFFERENT", "NOT COMPARABLE");
            assertThat(outcome.exitCode()).isZero();
            assertThat(plainDump()).contains("2024-03-31 17:30:00+00").doesNotContain("+05:30");
        }
    }

    private String export(TestDatabase database, String id, List<String> flags) {
        List<String> arguments = new ArrayList<>(List.of(
                "run", "--from", database.uri().toString(), "--to", "exports", "--id", id, "--compression", "none"));
        arguments.addAll(flags);
        Outcome run = new CommandLineHarness(folder)
                .variable("PATH", System.getenv("PATH"))
                .run(arguments.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return "exports/" + id;
    }

    private String plainDump() throws IOException {
        try (var objects = Files.walk(folder.resolve("exports/pgdump-plain"))) {
            Path dump = objects.filter(path -> path.toString().endsWith(".sql"))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(dump, StandardCharsets.UTF_8);
        }
    }
}
