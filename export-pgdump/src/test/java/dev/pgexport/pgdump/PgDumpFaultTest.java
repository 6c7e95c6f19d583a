package dev.pgexport.pgdump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.TableName;
import dev.pgexport.api.Written;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PgDumpFaultTest {
    private static final TableName BIG = new TableName("public", "big");
    private static final TableName SMALL = new TableName("public", "small");

    @TempDir
    Path folder;

    private TestDatabase database;

    @BeforeAll
    void createDatabase(PostgresServers servers) {
        database = InstalledPgDump.server(servers).createDatabase();
        database.execute(
                "CREATE TABLE big (id int, text text)",
                "INSERT INTO big SELECT n, repeat(md5(n::text), 10) FROM generate_series(1, 30000) AS n",
                "CREATE TABLE small (id int)",
                "INSERT INTO small VALUES (1), (2)",
                "SELECT lo_from_bytea(0, '\\x00ff')");
    }

    @AfterAll
    void dropDatabase() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "stream, 0",
        "stream, 10",
        "stream, 2000",
        "stream, 5000000",
        "plain, 0",
        "plain, 10",
        "plain, 2000",
        "plain, 5000000"
    })
    void successWithPartOfTheOutputIsNoSuccess(String mode, int bytes) throws Exception {
        Path program = FakePgDump.create(folder, "\"$real\" \"$@\" | head -c " + bytes);

        assertFails(mode, program, failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.INTEGRITY);
            assertThat(failure).hasMessageContaining("the dump is not whole");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "TERM", "SEGV", "PIPE"})
    void deathByAnySignalIsAFailure(String signal) throws Exception {
        Path program = FakePgDump.create(folder, "\"$real\" \"$@\" | head -c 2000000; kill -" + signal + " $$");

        assertFails("stream", program, failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(failure).hasMessageContaining("was killed by signal");
        });
    }

    @Test
    void deathAfterTheLastByteIsAFailure() throws Exception {
        Path program = FakePgDump.create(folder, "\"$real\" \"$@\"; kill -KILL $$");

        assertFails("stream", program, failure -> assertThat(failure).hasMessageContaining("was killed by signal 9"));
    }

    @Test
    void whatPgDumpSaysIsInTheFailure() throws Exception {
        Path program = FakePgDump.create(folder, "echo 'pg_dump: error: no reason at all' >&2; exit 1");

        assertFails("stream", program, failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.EXPORT_LOST);
            assertThat(failure).hasMessageContaining("exited with code 1: pg_dump: error: no reason at all");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "plain", "staged"})
    void aTableThatPgDumpLeavesOutIsMissed(String mode) throws Exception {
        Path program = FakePgDump.create(folder, "exec \"$real\" \"$@\" --exclude-table=public.small");

        assertFails(mode, program, failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.INTEGRITY);
            assertThat(failure).hasMessageContaining("left out the rows of public.small");
        });
    }

    @Test
    void warningsOfASuccessfulPgDumpArePassedOn() throws Exception {
        Path program = FakePgDump.create(folder, "echo 'pg_dump: warning: mind the gap' >&2; exec \"$real\" \"$@\"");

        try (Export export =
                new TestExport(database, "stream", folder).program(program).open()) {
            Written written = export.objects().next().writeTo(OutputStream.nullOutputStream());

            assertThat(written.warnings()).containsExactly("pg_dump: warning: mind the gap");
            assertThat(written.rows()).isEqualTo(Map.of(BIG, 30_000L, SMALL, 2L));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stream, KILL, was killed by signal 9",
        "plain, KILL, was killed by signal 9",
        // These pg_dump handles, says so, and exits with code 1.
        "stream, TERM, terminated by user",
        "stream, INT, terminated by user",
        "plain, TERM, terminated by user"
    })
    void theRealPgDumpKilledInTheMiddleIsAFailureAndCanBeRepeated(String mode, String signal, String message)
            throws Exception {
        try (Export export = new TestExport(database, mode, folder).open()) {
            ExportObject dump = export.objects().next();

            assertThatThrownBy(() -> dump.writeTo(onFirstWrite((bytes, count) -> killPgDumps(signal))))
                    .isInstanceOfSatisfying(
                            ExportException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE))
                    .hasMessageContaining(message);

            assertThat(dump.writeTo(OutputStream.nullOutputStream()).rows()).isEqualTo(Map.of(BIG, 30_000L, SMALL, 2L));
        }
    }

    /** A worker is killed, and the leader has to notice: it exits with code 1. */
    @ParameterizedTest
    @ValueSource(strings = {"KILL", "TERM"})
    void aRealWorkerOfPgDumpKilledInTheMiddleMayBeTriedAgain(String signal) throws Exception {
        try (TestDatabase another = database.server().createDatabase()) {
            // Enough to be in the middle of: a worker that has done its part is not missed.
            another.execute("CREATE TABLE bigger AS SELECT n, repeat(md5(n::text), 10) AS text"
                    + " FROM generate_series(1, 200000) AS n");
            AtomicBoolean done = new AtomicBoolean();
            Thread killer = new Thread(() -> {
                while (!done.get()) {
                    workers().findAny().ifPresent(worker -> {
                        boolean unused = signal.equals("KILL") ? worker.destroyForcibly() : worker.destroy();
                        done.set(true);
                    });
                }
            });
            killer.start();
            try {
                assertThatThrownBy(() -> new TestExport(another, "staged", folder.resolve("scratch"))
                                .open()
                                .close())
                        .isInstanceOfSatisfying(
                                ExportException.class,
                                failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE))
                        .hasMessageContaining("exited with code 1");
            } finally {
                done.set(true);
                killer.join();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"stream, VIEW, seen", "plain, MATERIALIZED VIEW, computed"})
    void whatIsDroppedBeforePgDumpGetsToItLosesTheExport(String mode, String type, String name) throws Exception {
        try (TestDatabase another = database.server().createDatabase()) {
            another.execute(
                    "CREATE TABLE kept AS SELECT 1 AS id",
                    "CREATE VIEW seen AS SELECT id FROM kept",
                    "CREATE MATERIALIZED VIEW computed AS SELECT id FROM kept");
            try (Export export = new TestExport(another, mode, folder).open()) {
                ExportObject dump = export.objects().next();
                another.execute("SET lock_timeout = '10s'; DROP " + type + " " + name);

                assertThatThrownBy(() -> dump.writeTo(OutputStream.nullOutputStream()))
                        .isInstanceOfSatisfying(
                                ExportException.class,
                                failure -> assertThat(failure.kind()).isEqualTo(Kind.EXPORT_LOST));
            }
        }
    }

    @Test
    void theQueryOfPgDumpCancelledInTheMiddleMayBeTriedAgain() throws Exception {
        try (Export export = new TestExport(database, "stream", folder).open()) {
            ExportObject dump = export.objects().next();

            assertThatThrownBy(() -> dump.writeTo(onFirstWrite((bytes, count) -> database.query(
                            "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE query LIKE 'COPY%'"))))
                    .isInstanceOfSatisfying(
                            ExportException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE))
                    .hasMessageContaining("canceling statement due to user request");
        }
    }

    @Test
    void theSessionOfPgDumpEndedInTheMiddleMayBeTriedAgain() throws Exception {
        try (Export export = new TestExport(database, "stream", folder).open()) {
            ExportObject dump = export.objects().next();

            assertThatThrownBy(() -> dump.writeTo(onFirstWrite((bytes, count) -> database.query(
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'COPY%'"))))
                    .isInstanceOfSatisfying(
                            ExportException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));
        }
    }

    @Test
    void theSnapshotLostInTheMiddleLosesTheExport() throws Exception {
        try (Export export = new TestExport(database, "stream", folder).open()) {
            ExportObject dump = export.objects().next();

            assertThatThrownBy(() -> dump.writeTo(onFirstWrite(
                            (bytes, count) -> database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()"))))
                    .isInstanceOfSatisfying(
                            ExportException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Kind.EXPORT_LOST));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rm \"$d\"/*.dat.*",
                "rm \"$d\"/toc.dat",
                "rm \"$d\"/blobs*.toc",
                "rm \"$d\"/blob_*.dat.*",
                "touch \"$d\"/more",
                "head -c 100 \"$d\"/toc.dat > \"$d\"/t; mv \"$d\"/t \"$d\"/toc.dat",
                "for f in \"$d\"/*.dat.*; do head -c 30 $f > \"$d\"/t; mv \"$d\"/t $f; done",
                "for f in \"$d\"/*.dat.*; do : > $f; done",
            })
    void aDamagedDirectoryIsNoSuccess(String damage) throws Exception {
        String findFolder = "for a; do case $a in --file=*) d=${a#--file=};; esac; done; ";
        Path program = FakePgDump.create(folder, findFolder + "\"$real\" \"$@\" && { " + damage + "; }");

        assertFails("staged", program, failure -> assertThat(failure.kind()).isIn(Kind.INTEGRITY, Kind.UNAVAILABLE));
    }

    @Test
    void aDirectoryThatPgDumpCouldNotFinishIsRemoved() throws Exception {
        Path program = FakePgDump.create(folder, "\"$real\" \"$@\"; kill -KILL $$");

        assertFails("staged", program, failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    @Test
    void thePasswordIsInNoCommandLine() throws Exception {
        PostgresServer server = database.server();
        String uri = "postgresql://postgres:s3cret@127.0.0.1:" + server.port() + "/" + database.name();
        List<String> commands = new ArrayList<>();

        try (Export export =
                new TestExport(database, "stream", folder).from(uri).open()) {
            export.objects()
                    .next()
                    .writeTo(onFirstWrite((bytes, count) -> ProcessHandle.current()
                            .descendants()
                            .forEach(process -> process.info().commandLine().ifPresent(commands::add))));
        }

        assertThat(commands)
                .anyMatch(command -> command.contains("pg_dump"))
                .noneMatch(line -> line.contains("s3cret"));
    }

    private void assertFails(String mode, Path program, Consumer<ExportException> requirements) throws Exception {
        Path scratch = folder.resolve("scratch");
        assertThatThrownBy(() -> {
                    try (Export export = new TestExport(database, mode, scratch)
                            .program(program)
                            .open()) {
                        for (var objects = export.objects(); objects.hasNext(); ) {
                            objects.next().writeTo(OutputStream.nullOutputStream());
                        }
                    }
                })
                .isInstanceOfSatisfying(ExportException.class, requirements);
        if (Files.exists(scratch)) {
            try (Stream<Path> left = Files.list(scratch)) {
                assertThat(left).isEmpty();
            }
        }
        await().untilAsserted(() -> assertThat(pgDumps()).isEmpty());
    }

    private static List<ProcessHandle> pgDumps() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/pg_dump"))
                .toList();
    }

    private static void killPgDumps(String signal) {
        assertThat(pgDumps()).isNotEmpty().allSatisfy(process -> send(signal, process));
    }

    /** Return the processes that a pg_dump has started to work for it. */
    private static Stream<ProcessHandle> workers() {
        return pgDumps().stream()
                .filter(process -> process.parent()
                        .flatMap(parent -> parent.info().command())
                        .orElse("")
                        .endsWith("/pg_dump"));
    }

    private static void send(String signal, ProcessHandle process) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OutputStream onFirstWrite(BiConsumer<byte[], Integer> action) {
        return new OutputStream() {
            private boolean done;

            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                if (!done) {
                    done = true;
                    action.accept(bytes, length);
                }
            }
        };
    }
}
