package dev.pgexport.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Selection;
import dev.pgexport.postgres.Fixtures;
import dev.pgexport.postgres.snapshot.SnapshotCoordinator;
import dev.pgexport.postgres.snapshot.SnapshotSettings;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the user may not read is an error that says so, never fewer rows. */
@ExtendWith(PostgresExtension.class)
class AccessTest {
    private TestDatabase database;

    @BeforeEach
    void createReader(TestDatabase database) {
        this.database = database;
        database.execute(
                "DROP ROLE IF EXISTS reader",
                "CREATE ROLE reader LOGIN",
                "CREATE SCHEMA app",
                "CREATE TABLE app.orders (id serial, x int)",
                "CREATE TABLE app.customers (x int)",
                "CREATE TABLE app.\"Odd\" (x int)",
                "GRANT USAGE ON SCHEMA app TO reader",
                "GRANT SELECT ON ALL TABLES IN SCHEMA app TO reader",
                "GRANT SELECT ON ALL SEQUENCES IN SCHEMA app TO reader");
    }

    @AfterEach
    void dropReader() {
        database.execute("DROP OWNED BY reader", "DROP ROLE reader");
    }

    @Test
    void readsWithSelectAlone() throws Exception {
        try (SnapshotCoordinator coordinator = open(Selection.everything())) {
            assertThat(coordinator.catalog().tables()).hasSize(3);
            assertThat(coordinator.catalog().sequences()).hasSize(1);
            coordinator.worker().close();
        }
    }

    @Test
    void namesEveryTableThatMayNotBeRead() {
        database.execute("REVOKE SELECT ON app.orders, app.\"Odd\" FROM reader");
        assertThatOpening(Selection.everything())
                .hasMessage("the user reader lacks SELECT on 2 tables (app.\"Odd\", app.orders)")
                .satisfies(failure -> assertThat(advice(failure))
                        .contains("GRANT SELECT ON TABLE \"app\".\"Odd\", \"app\".\"orders\" TO \"reader\";"));
    }

    @Test
    void namesSchemasAndSequencesToo() {
        database.execute(
                "REVOKE SELECT ON ALL SEQUENCES IN SCHEMA app FROM reader", "REVOKE USAGE ON SCHEMA app FROM reader");
        assertThatOpening(Selection.everything())
                .hasMessage("the user reader lacks USAGE on 1 schema (app), SELECT on 1 sequence (app.orders_id_seq)");
    }

    @Test
    void boundsTheListOfTables() {
        database.execute("DO $$ BEGIN FOR i IN 100..149 LOOP EXECUTE 'CREATE TABLE app.t' || i || ' (x int)'; END LOOP;"
                + " END $$");
        assertThatOpening(Selection.everything())
                .hasMessageContaining("SELECT on 50 tables (app.t100, ")
                .hasMessageContaining("app.t109 and 40 more)")
                .satisfies(failure -> assertThat(advice(failure))
                        .contains("GRANT SELECT ON ALL TABLES IN SCHEMA \"app\" TO \"reader\";"));
    }

    @Test
    void doesNotMindWhatIsNotSelected() throws Exception {
        database.execute("REVOKE SELECT ON app.customers FROM reader");
        open(Fixtures.selection(List.of("-T", "app.customers"))).close();
    }

    @Test
    void refusesLargeObjectsThatMayNotBeRead() throws Exception {
        database.execute(
                "SELECT lo_create(4711), lo_create(4712), lo_create(4713)",
                "GRANT SELECT ON LARGE OBJECT 4711 TO reader",
                "ALTER LARGE OBJECT 4712 OWNER TO reader");
        assertThatOpening(Selection.everything()).hasMessage("the user reader lacks SELECT on 1 large object");
        open(Fixtures.selection(List.of("-n", "app"))).close();
    }

    @Test
    void refusesRowsThatRowLevelSecurityWouldHide() throws Exception {
        database.execute(
                "ALTER TABLE app.customers ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY few ON app.customers USING (x = 1)");
        assertThatOpening(Selection.everything())
                .hasMessage("row-level security would hide rows of 1 table from the user reader (app.customers)");
        open(Fixtures.selection(List.of("--exclude-table-data", "app.customers")))
                .close();
        database.execute("ALTER ROLE reader BYPASSRLS");
        open(Selection.everything()).close();
    }

    @Test
    void refusesHiddenRowsOfAnOwnerWhoIsForced() throws Exception {
        database.execute(
                "ALTER TABLE app.customers ENABLE ROW LEVEL SECURITY", "ALTER TABLE app.customers OWNER TO reader");
        open(Selection.everything()).close();
        database.execute("ALTER TABLE app.customers FORCE ROW LEVEL SECURITY");
        assertThatOpening(Selection.everything()).hasMessageContaining("(app.customers)");
    }

    private SnapshotCoordinator open(Selection selection) throws InterruptedException {
        return Fixtures.open(Fixtures.database(database, "reader"), SnapshotSettings.defaults(), selection);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertThatOpening(Selection selection) {
        return assertThatThrownBy(() -> open(selection))
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.PERMISSION));
    }

    private static String advice(Throwable failure) {
        return ((ExportException) failure).advice().orElse("");
    }
}
