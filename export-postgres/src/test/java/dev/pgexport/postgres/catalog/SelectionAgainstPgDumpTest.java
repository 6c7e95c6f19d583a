package dev.pgexport.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgexport.api.ExportException;
import dev.pgexport.postgres.Fixtures;
import dev.pgexport.postgres.PgDump;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns select what a real pg_dump selects, over names that are easily got wrong. */
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelectionAgainstPgDumpTest {
    private static final List<String> SCHEMAS = List.of("public", "app", "App", "app.x", "re_s", "select", "ä ö");
    private static final List<String> TABLES = List.of(
            "re_moves",
            "re_services",
            "re_services_log",
            "Re_Moves",
            "a.b",
            "a*b",
            "axb",
            "a?b",
            "price$",
            "price",
            "with space",
            "with\"quote",
            "tab\tle",
            "back\\slash",
            "[ab]",
            "a",
            "ab",
            "aab",
            "user",
            "ünï",
            "ÜNÏ",
            "(x|y)",
            "it's",
            "a+",
            "x{2}",
            "xx",
            "^caret",
            "1st",
            "%d",
            "line\nbreak");

    private TestDatabase database;
    private TestDatabase oldest;

    @BeforeAll
    void createTables(PostgresServers servers) throws Exception {
        int version = servers.versions().stream()
                .filter(major -> major <= pgDump())
                .max(Integer::compare)
                .orElse(0);
        assumeTrue(version > 0, "there is no pg_dump for any server");
        database = createDatabase(servers, version);
        int first = servers.versions().get(0);
        oldest = first == version ? database : createDatabase(servers, first);
    }

    private static TestDatabase createDatabase(PostgresServers servers, int version) {
        TestDatabase database = servers.version(version).createDatabase("dotted.name");
        List<String> statements = new ArrayList<>();
        for (String schema : SCHEMAS) {
            statements.add("CREATE SCHEMA IF NOT EXISTS " + SqlIdentifier.quote(schema));
            for (String table : TABLES) {
                String name = SqlIdentifier.quote(schema) + "." + SqlIdentifier.quote(table);
                if (schema.equals("public") || table.hashCode() % 3 == 0) {
                    statements.add("CREATE TABLE " + name + " (x int)");
                }
            }
        }
        statements.add("CREATE VIEW app.re_view AS SELECT 1 AS x");
        statements.add("CREATE MATERIALIZED VIEW app.re_matview AS SELECT 1 AS x");
        statements.add("CREATE SEQUENCE app.re_sequence");
        statements.add("CREATE TABLE app.re_owner (i serial, j int GENERATED ALWAYS AS IDENTITY)");
        statements.add("CREATE TABLE app.re_parted (i int) PARTITION BY LIST (i)");
        statements.add("CREATE TABLE app.part_1 PARTITION OF app.re_parted FOR VALUES IN (1)");
        statements.add("ALTER DATABASE \"dotted.name\" SET search_path = app, public");
        database.execute(String.join("; ", statements));
        return database;
    }

    private static int pgDump() {
        try {
            return PgDump.major();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    void dropDatabase() {
        for (TestDatabase created : new HashSet<>(Arrays.asList(database, oldest))) {
            if (created != null) {
                created.close();
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "everything",
                "-t;re_*",
                "-t;re_*;-T;re_services*",
                "-t;re_*;-T;re_services*;--data-only",
                "-t;public.re_*",
                "-t;*.re_*",
                "-t;app*.*",
                "-t;\"app.x\".*",
                "-t;\"dotted.name\".app.re_*",
                "-t;dotted.name.app.re_*",
                "-t;other.app.re_*",
                "-t;a.b",
                "-t;\"a.b\"",
                "-t;a*b",
                "-t;\"a*b\"",
                "-t;a?b",
                "-t;\"a?b\"",
                "-t;price$",
                "-t;\"price$\"",
                "-t;price",
                "-t;\"with space\"",
                "-t;with space",
                "-t;\"with\"\"quote\"",
                "-t;with\"\"\"\"quote",
                "-t;\"back\\slash\"",
                "-t;back\\\\slash",
                "-t;a\\.b",
                "-t;[ab]",
                "-t;\"[ab]\"",
                "-t;[ab]+",
                "-t;a;-t;aab",
                "-t;x{2}",
                "-t;\"x{2}\"",
                "-t;(price|user)",
                "-t;\"(x|y)\"",
                "-t;USER",
                "-t;\"USER\"",
                "-t;Re_Moves",
                "-t;\"Re_Moves\"",
                "-t;ünï",
                "-t;ÜNÏ",
                "-t;it's",
                "-t;^caret",
                "-t;\"^caret\"",
                "-t;1st",
                "-t;\"line\nbreak\"",
                "-t;(a",
                "-t;a[",
                "-t;a[]",
                "-t;*",
                "-t;nothing",
                "-t;nothing;-t;a",
                "-t;nothing;-t;a;--strict-names",
                "-t;a;-T;nothing;-N;nothing;--strict-names",
                "-t;a;-n;nothing",
                "-t;a;-n;App",
                "-t;re_view",
                "-t;re_sequence",
                "-t;re_owner",
                "-t;re_owner_i_seq",
                "-t;re_owner_j_seq",
                "-t;re_owner;-T;*_seq",
                "-T;app.re_owner",
                "-T;re_owner;-T;re_owner_i_seq",
                "-t;re_parted",
                "-t;part_1",
                "-t;pg_catalog.pg_cast",
                "-n;app",
                "-n;App",
                "-n;\"App\"",
                "-n;\"app.x\"",
                "-n;app.x",
                "-n;app?x",
                "-n;dotted.name.app",
                "-n;a*",
                "-n;*",
                "-n;app;-N;a*",
                "-n;app;-n;nothing;--strict-names",
                "-n;nothing",
                "-n;select",
                "-n;\"ä ö\"",
                "-n;public;-T;*",
                "-N;public",
                "-N;p*;-T;app.re_*",
                "-T;re_*",
                "-T;*.re_*",
                "-T;a.b.c.d",
                "--exclude-table-data;re_*",
                "--exclude-table-data;*.re_*;-n;app",
                "--exclude-table-data;app.re_sequence;-t;re_*",
                "--exclude-table-data;re_owner",
                "--schema-only",
                "--schema-only;-t;re_*",
            })
    void selectsWhatPgDumpSelects(String line) throws Exception {
        requireSame(database, line.equals("everything") ? List.of() : Arrays.asList(line.split(";", -1)));
    }

    @Test
    void selectsWhatPgDumpSelectsByRandomPatterns() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> pieces = List.of(
                "re_",
                "*",
                "?",
                "\"",
                "\"\"",
                ".",
                "a",
                "b",
                "A",
                "x",
                "$",
                "price",
                "moves",
                "[ab]",
                "(",
                ")",
                "|",
                "+",
                "app",
                "public",
                "\\",
                "^",
                " ",
                "ü",
                "{2}",
                "services");
        for (int i = 0; i < 20; i++) {
            String pattern = IntStream.range(0, 1 + random.nextInt(6))
                    .mapToObj(piece -> pieces.get(random.nextInt(pieces.size())))
                    .collect(Collectors.joining());
            String option =
                    List.of("-t", "-T", "-n", "-N", "--exclude-table-data").get(random.nextInt(5));
            try {
                requireSame(i % 2 == 0 ? database : oldest, List.of(option, pattern));
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + option + " " + pattern, e);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "-t;re_*;-T;re_services*",
                "-t;\"dotted.name\".app.re_*",
                "-t;ünï",
                "-t;(a",
                "-t;re_owner",
                "-n;a*",
                "-N;public",
                "--exclude-table-data;*.re_*;-n;app"
            })
    void selectsWhatPgDumpSelectsOfTheOldestServer(String line) throws Exception {
        requireSame(oldest, Arrays.asList(line.split(";", -1)));
    }

    private static void requireSame(TestDatabase database, List<String> arguments) throws Exception {
        PgDump.Dump dump = PgDump.run(database, arguments);
        if (dump.errors().isEmpty()) {
            Catalog catalog = Fixtures.catalog(database, Fixtures.selection(arguments));
            assertThat(catalog.tables().stream().filter(CatalogTable::data).map(CatalogTable::sqlName))
                    .containsExactlyInAnyOrderElementsOf(dump.rows().keySet());
            assertThat(catalog.sequences().stream().map(sequence -> SqlIdentifier.quote(sequence.name())))
                    .containsExactlyInAnyOrderElementsOf(dump.sequences().keySet());
        } else {
            assertThatThrownBy(() -> Fixtures.catalog(database, Fixtures.selection(arguments)))
                    .isInstanceOfSatisfying(ExportException.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(ExportException.Kind.CONFIGURATION);
                        assertThat(dump.errors()).contains(firstWords(failure.getMessage()));
                    });
        }
    }

    /** Both name the error alike; what follows is our own. */
    private static String firstWords(String message) {
        return message.contains("regular expression")
                ? "invalid regular expression"
                : Arrays.stream(message.split(" ")).limit(5).collect(Collectors.joining(" "));
    }
}
