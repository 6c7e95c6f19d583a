package dev.pgexport.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.CommandLineHarness;
import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The least that can go wrong with a table is found, counted and named, with a key and without. */
@ExtendWith(PostgresExtension.class)
class DamageEndToEndTest {
    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    one row more        | INSERT INTO %s VALUES (1001, 'x', 'x', 1, 1, 'x')        | 0 1 0 | 0 1 0 |
                    one row twice       | INSERT INTO %s SELECT * FROM %s WHERE id = 7              | 0 1 0 | 0 1 0 |
                    a row missing       | DELETE FROM %s WHERE id = 7                               | 1 0 0 | 1 0 0 |
                    swapped columns     | UPDATE %s SET a = b, b = a                                | 0 0 1000 | 1000 1000 0 | columns a, b
                    swapped in one row  | UPDATE %s SET a = b, b = a WHERE id = 7                   | 0 0 1 | 1 1 0 | columns a, b
                    -0 for 0            | UPDATE %s SET f = '-0' WHERE id = 7                       | 0 0 1 | 1 1 0 | column f
                    a trimmed string    | UPDATE %s SET a = rtrim(a) WHERE id = 7                   | 0 0 1 | 1 1 0 | column a
                    a changed value     | UPDATE %s SET b = 'B 7' WHERE id = 7                      | 0 0 1 | 1 1 0 | column b
                    a zero at the end   | UPDATE %s SET n = 1.50 WHERE id = 7                       | 0 0 1 | 1 1 0 | column n
                    NULL for empty      | UPDATE %s SET e = NULL WHERE id = 7                       | 0 0 1 | 1 1 0 | column e
                    """)
    void damageIsFoundCountedAndNamed(
            String damage, String sql, String keyed, String keyless, String columns, PostgresServers servers) {
        try (TestDatabase database = servers.version(17).createDatabase()) {
            for (String table : new String[] {"keyed", "keyless"}) {
                database.execute(
                        "CREATE TABLE " + table + " (id int, a text, b text, f float8, n numeric, e text)",
                        "INSERT INTO " + table + " SELECT i, 'a ' || i || ' ', 'b ' || i, 0, 1.5, ''"
                                + " FROM generate_series(1, 1000) i");
            }
            database.execute("ALTER TABLE keyed ADD PRIMARY KEY (id)", "CREATE TABLE bystander AS SELECT 1 AS id");
            CommandLineHarness commandLine = new CommandLineHarness(folder);
            String uri = database.uri().toString();
            assertThat(commandLine.run("run", "--from", uri, "--to", "exports").exitCode())
                    .isZero();
            if (damage.equals("one row twice")) {
                // Only a damaged export has a row of a key twice: the index would not let it in.
                database.execute("ALTER TABLE keyed DROP CONSTRAINT keyed_pkey");
            }
            database.execute(sql.replace("%s", "keyed"), sql.replace("%s", "keyless"));

            Outcome outcome = commandLine.run("compare", "exports", uri);

            assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
            assertThat(outcome.out())
                    .containsPattern(line("keyed", keyed, columns))
                    .containsPattern(line("keyless", keyless, columns))
                    .containsPattern("bystander +1 +database +same");
        }
    }

    private static String line(String table, String counts, String columns) {
        String numbers = counts.replaceAll("\\b1000\\b", "1,000").replace(" ", " +");
        return "public\\." + table + " +1,000 +database +DIFFERENT +" + numbers
                + (columns == null ? "( +the primary key.*)?\\R" : " +" + columns + "\\R");
    }
}
