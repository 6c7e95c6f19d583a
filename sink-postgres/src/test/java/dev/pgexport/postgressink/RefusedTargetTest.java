package dev.pgexport.postgressink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.Selection;
import dev.pgexport.api.Sink;
import dev.pgexport.engine.settings.SettingsBinder;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a database must be to be loaded, and that it is left alone when it is not. */
@ExtendWith(PostgresExtension.class)
class RefusedTargetTest {
    @TempDir
    Path folder;

    private TestDatabase source;
    private TestDatabase target;

    @BeforeEach
    void databases(PostgresServers servers) {
        PostgresServer server = servers.version(15);
        source = server.createDatabase();
        target = server.createDatabase();
        source.execute("CREATE TABLE moves AS SELECT 1 AS id");
    }

    @AfterEach
    void drop() {
        source.close();
        target.close();
    }

    private void isRefused(TestLoad load, TestDatabase database, Kind kind, String message) {
        List<String> before = Catalogs.everything(database);

        assertThatThrownBy(load::run)
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind())
                                .describedAs("%s", failure)
                                .isEqualTo(kind))
                .hasMessageContaining(message);

        assertThat(Catalogs.difference(before, Catalogs.everything(database))).isEmpty();
    }

    private TestLoad load() {
        return new TestLoad(source, target, folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE mine (id int)",
                "CREATE SCHEMA mine",
                "CREATE TYPE mine AS ENUM ()",
                "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE SEQUENCE mine",
            })
    void thatHasSomething(String statement) {
        target.execute(statement);

        isRefused(load(), target, Kind.CONFLICT, "mine");
    }

    @Test
    void thatHasLargeObjects() {
        target.execute("SELECT lo_create(5000)");

        isRefused(load(), target, Kind.CONFLICT, "1 large object");
    }

    @Test
    void thatIsTheSource() {
        isRefused(new TestLoad(source, source, folder), source, Kind.CONFLICT, "into itself");
    }

    @Test
    void thatARestoreHasBegun() {
        target.execute(
                "CREATE SCHEMA pgexport_restore",
                "CREATE TABLE pgexport_restore.done (step text, name text)",
                "INSERT INTO pgexport_restore.done VALUES ('BEGUN', 'nightly tables=[] owner=true privileges=true')");

        isRefused(load(), target, Kind.CONFLICT, "pgexport_restore of an interrupted restore");
    }

    @Test
    void thatCannotTakeRowsAlone() {
        isRefused(
                load().selection(SettingsBinder.bind(Selection.class, Map.of("data-only", "true"))),
                target,
                Kind.CONFIGURATION,
                "rows alone");
    }

    @Test
    void thatAnotherRunFills() throws Exception {
        try (Sink other = new PostgresSinkPlugin(TestLoad.ENVIRONMENT)
                        .open(SettingsBinder.bind(PostgresSinkSettings.class, Map.of()), target.uri());
                Sink.Claim claim = other.claim(new ExportId("other"))) {
            assertThat(claim).isNotNull();

            isRefused(load(), target, Kind.BUSY, "another restore or run is at work");
        }
    }

    @Test
    void inWhichTheUserMayMakeNoSchema() {
        target.execute("DROP ROLE IF EXISTS loader_without_rights", "CREATE ROLE loader_without_rights LOGIN");
        URI to = URI.create(target.uri().toString().replace("postgres@", "loader_without_rights@"));

        isRefused(new TestLoad(source, to, folder), target, Kind.PERMISSION, "pgexport_restore");

        target.execute("DROP ROLE loader_without_rights");
    }

    @Test
    void extensionsMayBeThereAndStay() throws Exception {
        source.execute("CREATE EXTENSION hstore", "CREATE TABLE pairs AS SELECT 'a=>1'::hstore AS pair");
        target.execute("CREATE EXTENSION hstore");

        load().run();

        assertThat(target.query("SELECT pair FROM pairs")).containsExactly("\"a\"=>\"1\"");
    }

    @Test
    void anOwnerOfTheDatabaseIsEnough() throws Exception {
        target.execute(
                "CREATE ROLE loading_owner LOGIN", "ALTER DATABASE \"" + target.name() + "\" OWNER TO loading_owner");
        source.execute("CREATE TABLE many AS SELECT n FROM generate_series(1, 1000) n", "CREATE SCHEMA more");
        URI to = URI.create(target.uri().toString().replace("postgres@", "loading_owner@"));
        List<String> before = Catalogs.everything(target);
        TestLoad cancelled = new TestLoad(source, to, folder).withoutOwner();
        cancelled.after("public.many", () -> cancelled.cancellation().cancel("test"));
        assertThatThrownBy(cancelled::run).isInstanceOf(InterruptedException.class);
        assertThat(Catalogs.difference(before, Catalogs.everything(target))).isEmpty();

        new TestLoad(source, to, folder).withoutOwner().run();

        assertThat(target.query("SELECT tableowner || count(*) OVER () FROM pg_tables WHERE schemaname = 'public'"))
                .containsExactly("loading_owner2", "loading_owner2");
        target.execute(
                "ALTER DATABASE \"" + target.name() + "\" OWNER TO postgres",
                "REASSIGN OWNED BY loading_owner TO" + " postgres",
                "DROP OWNED BY loading_owner",
                "DROP ROLE loading_owner");
    }
}
