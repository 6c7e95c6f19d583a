package dev.pgexport.postgres.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.Finding;
import dev.pgexport.api.Finding.Status;
import dev.pgexport.api.Selection;
import dev.pgexport.postgres.Fixtures;
import dev.pgexport.postgres.connection.ConnectionSettings;
import dev.pgexport.postgres.connection.Database;
import dev.pgexport.testkit.EveryPostgres;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;

@ExtendWith(PostgresExtension.class)
class CatalogDiagnosisTest {
    @EveryPostgres
    void findsNothingWrongWithAHealthyDatabase(PostgresServer server) throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            database.execute("CREATE TABLE t (i serial)", "CREATE MATERIALIZED VIEW m AS SELECT 1 AS x");
            List<Finding> findings = diagnose(Fixtures.database(database), Selection.everything(), 5);
            assertThat(findings).extracting(Finding::status).containsOnly(Status.OK);
            assertThat(findings)
                    .extracting(Finding::subject)
                    .containsExactly(
                            "connection",
                            "encryption",
                            "server",
                            "role",
                            "clock",
                            "connections",
                            "snapshot",
                            "selection",
                            "rights",
                            "lock table",
                            "locks",
                            "transactions",
                            "left out");
            assertThat(finding(findings, "selection").detail()).isEqualTo("tables with rows: 1, sequences: 1");
        }
    }

    @Test
    void saysThatThereIsNoServer() throws Exception {
        Database nowhere = Database.resolve(
                new ConnectionSettings(Optional.of("host=127.0.0.1 port=1 user=u dbname=d")), Map.of());
        List<Finding> findings = diagnose(nowhere, Selection.everything(), 5);
        assertThat(CatalogDiagnosis.connected(findings)).isFalse();
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.status()).isEqualTo(Status.FAILURE);
            assertThat(finding.subject()).isEqualTo("connection");
            assertThat(finding.detail()).contains("127.0.0.1:1");
            assertThat(finding.advice()).isPresent();
        });
    }

    @Test
    void reportsMissingRightsAndHiddenRowsTogether(TestDatabase database) throws Exception {
        database.execute(
                "DROP ROLE IF EXISTS diagnosed",
                "CREATE ROLE diagnosed LOGIN",
                "CREATE TABLE closed (x int)",
                "CREATE TABLE hidden (x int)",
                "ALTER TABLE hidden ENABLE ROW LEVEL SECURITY",
                "GRANT SELECT ON hidden TO diagnosed");
        List<Finding> findings = diagnose(Fixtures.database(database, "diagnosed"), Selection.everything(), 5);
        database.execute("DROP OWNED BY diagnosed", "DROP ROLE diagnosed");
        assertThat(finding(findings, "rights").detail()).contains("public.closed");
        assertThat(finding(findings, "rights").status()).isEqualTo(Status.FAILURE);
        assertThat(finding(findings, "row-level security").detail()).contains("public.hidden");
    }

    @Test
    void reportsAPatternThatMatchesNothing(TestDatabase database) throws Exception {
        List<Finding> findings = diagnose(Fixtures.database(database), Fixtures.selection(List.of("-t", "nothing")), 5);
        assertThat(finding(findings, "selection").detail()).isEqualTo("no matching tables were found for nothing");
    }

    @Test
    void namesWhoKeepsATableLockedWithoutWaiting(TestDatabase database) throws Exception {
        database.execute("CREATE TABLE t (x int)");
        try (Connection blocker = database.connect();
                Statement statement = blocker.createStatement()) {
            statement.execute("BEGIN; LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
            List<Finding> findings = diagnose(Fixtures.database(database), Selection.everything(), 5);
            assertThat(finding(findings, "locks").status()).isEqualTo(Status.WARNING);
            assertThat(finding(findings, "locks").detail())
                    .contains("pid " + blocker.unwrap(PGConnection.class).getBackendPID());
        }
    }

    @Test
    void failsWhenThereAreTooFewConnections(TestDatabase database) throws Exception {
        database.execute("DROP ROLE IF EXISTS limited", "CREATE ROLE limited LOGIN CONNECTION LIMIT 3");
        List<Finding> findings = diagnose(Fixtures.database(database, "limited"), Selection.everything(), 4);
        database.execute("DROP ROLE limited");
        assertThat(finding(findings, "connections").status()).isEqualTo(Status.FAILURE);
        assertThat(finding(findings, "connections").detail()).isEqualTo("only 3 are free, the export opens up to 4");
    }

    private static List<Finding> diagnose(Database database, Selection selection, int connections)
            throws InterruptedException {
        return CatalogDiagnosis.of(database, SnapshotSettings.defaults(), selection, connections, new Fixtures.Token());
    }

    private static Finding finding(List<Finding> findings, String subject) {
        return findings.stream()
                .filter(finding -> finding.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }
}
