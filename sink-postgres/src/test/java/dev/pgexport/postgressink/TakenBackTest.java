package dev.pgexport.postgressink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import dev.pgexport.api.Written;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whatever goes wrong, the database is what it was before, to the last row of its catalogs. */
@ExtendWith(PostgresExtension.class)
class TakenBackTest {
    @TempDir
    Path folder;

    private TestDatabase source;
    private TestDatabase target;
    private List<String> before;

    @BeforeEach
    void databases(PostgresServers servers) {
        source = servers.version(15).createDatabase();
        target = servers.version(15).createDatabase();
        Samples.load(source);
        target.execute("ALTER DEFAULT PRIVILEGES GRANT UPDATE ON TABLES TO PUBLIC");
        before = Catalogs.everything(target);
    }

    @AfterEach
    void drop() {
        source.close();
        target.close();
    }

    private TestLoad load() {
        return new TestLoad(source, target, folder);
    }

    private void isAsBefore() {
        assertThat(Catalogs.difference(before, Catalogs.everything(target))).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    private void fails(TestLoad load, Kind kind, String message) {
        assertThatThrownBy(load::run)
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind())
                                .describedAs("%s", failure)
                                .isEqualTo(kind))
                .hasMessageContaining(message);
    }

    @Test
    void whatComesAfterTheRowsCannotBeMade() {
        // Rows were changed behind the constraint's back.
        source.execute("SET session_replication_role = replica; INSERT INTO members VALUES (2000, 999, 'of no team');"
                + " RESET session_replication_role");

        fails(load(), Kind.CONFIGURATION, "members_team_fkey");

        isAsBefore();
    }

    @Test
    void aDumpThatCannotBeRestored() {
        source.execute("SET session_replication_role = replica; INSERT INTO members VALUES (2000, 999, 'of no team');"
                + " RESET session_replication_role");

        fails(load().pgdump("stream"), Kind.CONFIGURATION, "members_team_fkey");

        isAsBefore();
    }

    @Test
    void cancelledAmidTheRows() {
        TestLoad load = load();
        load.after("public.members", () -> load.cancellation().cancel("test"));

        assertThatThrownBy(load::run).isInstanceOf(InterruptedException.class);

        isAsBefore();
    }

    @Test
    void aRowThatTheSourceDidNotCount() {
        fails(
                load().plugin(TamperedCopy.writing((object, out) -> {
                    Written written = object.writeTo(out);
                    if (object.name().value().startsWith("data/public.teams/")) {
                        out.write("5000,1\n".getBytes(StandardCharsets.UTF_8));
                    }
                    return written;
                })),
                Kind.INTEGRITY,
                "has 100 rows of public.teams");

        isAsBefore();
    }

    @Test
    void theSourceFailsAmidATable() {
        fails(
                load().plugin(TamperedCopy.writing((object, out) -> {
                    if (object.name().value().startsWith("data/public.teams/")) {
                        out.write("id,captain\n1,10\n".getBytes(StandardCharsets.UTF_8));
                        throw new ExportException(Kind.CONFIGURATION, "the source has failed");
                    }
                    return object.writeTo(out);
                })),
                Kind.CONFIGURATION,
                "the source has failed");

        isAsBefore();
    }

    @Test
    void rowsThatTheTargetRefuses() {
        fails(
                load().plugin(TamperedCopy.writing((object, out) -> {
                    if (object.name().value().startsWith("data/public.teams/")) {
                        out.write("id,captain\none,ten\n".getBytes(StandardCharsets.UTF_8));
                        return Written.rows(new TableName("public", "teams"), 1);
                    }
                    return object.writeTo(out);
                })),
                Kind.CONFIGURATION,
                "cannot load data/public.teams/00001.csv");

        isAsBefore();
    }

    @Test
    void rowsThatComeBeforeTheirTables() {
        fails(load().plugin(TamperedCopy.backwards()), Kind.INTEGRITY, "before definitions");

        isAsBefore();
    }

    @Test
    void aConnectionThatIsCutIsMadeAnewAndNothingIsLoadedTwice() throws Exception {
        AtomicBoolean cut = new AtomicBoolean();

        load().plugin(TamperedCopy.writing((object, out) -> {
                    Written written = object.writeTo(out);
                    if (object.name().value().startsWith("data/public.wide/") && cut.compareAndSet(false, true)) {
                        target.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
                                + " current_database() AND query LIKE 'COPY%wide%'");
                    }
                    return written;
                }))
                .run();

        assertThat(cut).isTrue();
        assertThat(Catalogs.difference(Catalogs.contents(source), Catalogs.contents(target)))
                .isEmpty();
    }

    @Test
    void theClaimsConnectionIsLost() {
        TestLoad load = load();
        load.after("public.members", () -> {
            target.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND"
                            + " application_name = 'pgexport_load'");
            load.cancellation().cancel("test");
        });

        assertThatThrownBy(load::run).isInstanceOf(InterruptedException.class);

        isAsBefore();
    }
}
