package dev.pgexport.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Owners and privileges come back, or are left out, of every form of an export alike. */
@ExtendWith(PostgresExtension.class)
class OwnersAndPrivilegesTest {
    /** Any without the roles of the first. */
    private static final int OTHER_SERVER = StoredExports.SERVER + 1;

    private static final String OWNED = """
            SELECT name || ' ' || pg_get_userbyid(owner) FROM (
                SELECT relname::text AS name, relowner AS owner FROM pg_class WHERE relname IN ('ledger', 'Odd OWNER TO x')
                UNION ALL SELECT nspname, nspowner FROM pg_namespace WHERE nspname = 'books'
                UNION ALL SELECT proname, proowner FROM pg_proc WHERE proname = 'add_up'
                UNION ALL SELECT typname, typowner FROM pg_type WHERE typname = 'mood') AS owned ORDER BY 1""";

    private static final String GRANTED = """
            SELECT name || ' ' || acl::text FROM (
                SELECT relname::text AS name, unnest(relacl) AS acl FROM pg_class WHERE relname IN ('ledger', 'Odd OWNER TO x')
                UNION ALL SELECT relname || '.' || attname, unnest(attacl) FROM pg_attribute a JOIN pg_class c
                    ON c.oid = a.attrelid WHERE relname = 'ledger'
                UNION ALL SELECT nspname, unnest(nspacl) FROM pg_namespace WHERE nspname = 'books'
                UNION ALL SELECT proname, unnest(proacl) FROM pg_proc WHERE proname = 'add_up'
                UNION ALL SELECT 'by default', unnest(defaclacl) FROM pg_default_acl) AS granted ORDER BY 1""";

    @TempDir
    Path folder;

    private TestDatabase source;
    private TestDatabase target;
    private TestDatabase other;
    private StoredExports exports;

    @BeforeEach
    void databases(PostgresServers servers) {
        PostgresServer server = StoredExports.server(servers);
        source = server.createDatabase();
        target = server.createDatabase();
        other = servers.version(OTHER_SERVER).createDatabase();
        exports = new StoredExports(folder);
        source.execute(
                "CREATE ROLE former_owner",
                "CREATE ROLE \"former reader\"",
                "CREATE ROLE clerk",
                "CREATE SCHEMA books AUTHORIZATION former_owner",
                "CREATE TYPE books.mood AS ENUM ('sad', 'glad')",
                "ALTER TYPE books.mood OWNER TO \"former reader\"",
                "CREATE TABLE books.ledger (id integer PRIMARY KEY, secret text DEFAULT ' OWNER TO nobody;', note text)",
                // Rows that read like what is left out.
                "INSERT INTO books.ledger SELECT n, E'x\\nGRANT ALL ON books.ledger TO clerk;\\n', 'ALTER TABLE x OWNER TO y;'"
                        + " FROM generate_series(1, 100) n",
                "ALTER TABLE books.ledger OWNER TO former_owner",
                "CREATE TABLE books.\"Odd OWNER TO x\" (id integer)",
                "ALTER TABLE books.\"Odd OWNER TO x\" OWNER TO \"former reader\"",
                """
                CREATE FUNCTION books.add_up(a integer, b integer) RETURNS integer LANGUAGE plpgsql AS $$
                BEGIN
                ALTER TABLE books.ledger OWNER TO clerk;
                GRANT ALL ON books.ledger TO clerk;
                RETURN a + b;
                END $$""",
                "ALTER FUNCTION books.add_up(integer, integer) OWNER TO former_owner",
                "REVOKE ALL ON FUNCTION books.add_up(integer, integer) FROM PUBLIC",
                "GRANT USAGE ON SCHEMA books TO \"former reader\", clerk",
                "GRANT SELECT (id), UPDATE (note) ON books.ledger TO clerk",
                "GRANT SELECT ON books.ledger TO \"former reader\" WITH GRANT OPTION",
                // By somebody who does not own it.
                "SET ROLE \"former reader\"; GRANT SELECT ON books.ledger TO clerk",
                "ALTER DEFAULT PRIVILEGES FOR ROLE former_owner IN SCHEMA books GRANT SELECT ON TABLES TO clerk");
    }

    @AfterEach
    void drop() {
        source.close();
        target.close();
        other.close();
        // Without the databases nothing depends on them any more.
        new TestDatabase(source.server(), "postgres").execute("DROP ROLE former_owner, \"former reader\", clerk");
    }

    private TestRestore restore(String strategy, TestDatabase to) throws Exception {
        RestorableExport export =
                strategy.equals("copy") ? exports.copy(source, "csv") : exports.pgdump(source, strategy);
        return new TestRestore(export, to, folder.resolve("scratch"));
    }

    private static List<String> allOwnedBySuperuser(List<String> owned) {
        return owned.stream()
                .map(line -> line.replaceFirst(" (former_owner|former reader)$", " " + PostgresServer.SUPERUSER))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "stream", "staged", "plain"})
    void bothComeBack(String strategy) throws Exception {
        restore(strategy, target).run();

        assertThat(target.query(OWNED)).isEqualTo(source.query(OWNED)).hasSize(5);
        assertThat(target.query(GRANTED)).isEqualTo(source.query(GRANTED)).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "stream", "staged", "plain"})
    void withoutOwnersTheOneWhoRestoresOwnsAll(String strategy) throws Exception {
        source.execute("REVOKE GRANT OPTION FOR SELECT ON books.ledger FROM \"former reader\" CASCADE");

        restore(strategy, target).withoutOwner().run();

        assertThat(target.query(OWNED)).isEqualTo(allOwnedBySuperuser(source.query(OWNED)));
        assertThat(target.query(GRANTED))
                .contains(
                        "ledger.id clerk=r/" + PostgresServer.SUPERUSER,
                        "ledger \"former reader\"=r/" + PostgresServer.SUPERUSER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "stream", "staged", "plain"})
    void withoutPrivilegesNobodyIsGrantedAnything(String strategy) throws Exception {
        restore(strategy, target).withoutPrivileges().run();

        assertThat(target.query(OWNED)).isEqualTo(source.query(OWNED));
        assertThat(target.query(GRANTED)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "stream", "staged", "plain"})
    void withoutBothNoRoleHasToBeThere(String strategy) throws Exception {
        restore(strategy, other).withoutOwner().withoutPrivileges().run();

        assertThat(other.query(OWNED)).isEqualTo(allOwnedBySuperuser(source.query(OWNED)));
        assertThat(other.query(GRANTED)).isEmpty();
        assertThat(Likeness.rows(other)).isEqualTo(Likeness.rows(source));
        assertThat(other.query("SELECT prosrc FROM pg_proc WHERE proname = 'add_up'"))
                .isEqualTo(source.query("SELECT prosrc FROM pg_proc WHERE proname = 'add_up'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "plain"})
    void aRoleThatIsMissingIsNamed(String strategy) throws Exception {
        assertThatThrownBy(() -> restore(strategy, other).run())
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.advice())
                                .hasValueSatisfying(advice -> assertThat(advice)
                                        .startsWith("perhaps create the role, or use --no-owner and --no-privileges")))
                .hasMessageContaining("former");
    }
}
