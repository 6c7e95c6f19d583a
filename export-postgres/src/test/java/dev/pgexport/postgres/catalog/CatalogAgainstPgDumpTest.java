package dev.pgexport.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.pgexport.postgres.Fixtures;
import dev.pgexport.postgres.PgDump;
import dev.pgexport.postgres.snapshot.SnapshotCoordinator;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real pg_dump is the definition: the same tables, rows, sequence values and large objects. */
@ExtendWith(PostgresExtension.class)
class CatalogAgainstPgDumpTest {
    private static final List<String> SELECTIONS = List.of(
            "",
            "-T extension_half",
            "-T parted -T orders",
            "-t parted",
            "-t parted*",
            "-t orders -t extension_*",
            "-t parent -t called",
            "-n public",
            "-n select",
            "-N public",
            "-N select -T with_serial",
            "--exclude-table-data extension_users --exclude-table-data called --exclude-table-data no_columns");

    @Test
    void holdsWhatPgDumpDumps(PostgresServers servers) throws Exception {
        int pgDump = PgDump.major();
        List<Integer> versions =
                servers.versions().stream().filter(version -> version <= pgDump).toList();
        assumeFalse(versions.isEmpty(), "there is no pg_dump for any server");
        for (int version : versions) {
            try (TestDatabase database = servers.version(version).createDatabase();
                    Connection other = database.connect()) {
                NastyDatabase.create(database);
                try (Statement statement = other.createStatement()) {
                    statement.execute("CREATE TEMPORARY TABLE of_another_session AS SELECT 1 AS x");
                }
                for (String line : SELECTIONS) {
                    requireSame(database, line.isEmpty() ? List.of() : Arrays.asList(line.split(" ")));
                }
            }
        }
    }

    private static void requireSame(TestDatabase database, List<String> arguments) throws Exception {
        PgDump.Dump dump = PgDump.run(database, arguments);
        assertThat(dump.errors()).isEmpty();
        try (SnapshotCoordinator coordinator = Fixtures.open(database, Fixtures.selection(arguments))) {
            Catalog catalog = coordinator.catalog();
            assertThat(rows(coordinator)).as("rows with " + arguments).isEqualTo(dump.rows());
            SortedMap<String, String> sequences = new TreeMap<>();
            catalog.sequences()
                    .forEach(sequence -> sequences.put(
                            SqlIdentifier.quote(sequence.name()), sequence.lastValue() + "/" + sequence.isCalled()));
            assertThat(sequences).as("sequences with " + arguments).isEqualTo(dump.sequences());
            assertThat(catalog.largeObjects())
                    .as("large objects with " + arguments)
                    .isEqualTo(dump.largeObjects());
        }
    }

    private static SortedMap<String, Long> rows(SnapshotCoordinator coordinator)
            throws SQLException, InterruptedException {
        SortedMap<String, Long> counts = new TreeMap<>();
        try (Connection worker = coordinator.worker();
                Statement statement = worker.createStatement()) {
            for (CatalogTable table : coordinator.catalog().tables()) {
                if (table.data()) {
                    String query = "SELECT count(*) FROM ONLY " + table.sqlName() + " "
                            + table.condition().orElse("");
                    try (ResultSet row = statement.executeQuery(query)) {
                        row.next();
                        counts.put(table.sqlName(), row.getLong(1));
                    }
                }
            }
        }
        return counts;
    }
}
