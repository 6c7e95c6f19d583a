package dev.pgexport.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportObject;
import dev.pgexport.testkit.ExportRecording;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The database is asked for few connections, and each is used for long. */
@ExtendWith(PostgresExtension.class)
class CopyConnectionsTest {
    private static final String SESSIONS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            + " AND application_name = 'pgexport'";

    /** More than what the sockets between a server and us hold. */
    private static final long ROWS = 150_000;

    private TestDatabase database;

    @BeforeEach
    void createTables(TestDatabase database) {
        this.database = database;
        for (int i = 0; i < 4; i++) {
            database.execute(
                    "CREATE TABLE t" + i + " AS SELECT n, repeat('x', 100) FROM generate_series(1, " + ROWS + ") n");
        }
    }

    @Test
    void thereAreNoMoreConnectionsThanJobsAndTheCoordinator() throws Exception {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        int jobs = 3;
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try (Export export = CopyExports.dataOnly().jobs(jobs).open(database)) {
            List<Future<?>> written = new ArrayList<>();
            for (Iterator<ExportObject> objects = export.objects(); objects.hasNext(); ) {
                ExportObject object = objects.next();
                written.add(threads.submit(() -> object.writeTo(onWrite(() -> seen.addAll(database.query(SESSIONS))))));
            }
            for (Future<?> object : written) {
                object.get();
            }
            export.confirm();
        } finally {
            threads.shutdownNow();
        }

        assertThat(seen).hasSizeLessThanOrEqualTo(jobs + 1).hasSizeGreaterThan(1);
    }

    @Test
    void connectionWhoseCopyFailedIsNotUsedAgain() throws Exception {
        try (Export export = CopyExports.dataOnly().jobs(1).open(database)) {
            Set<String> before = new HashSet<>();
            Iterator<ExportObject> objects = export.objects();
            IOException failure = new IOException("no space");
            assertThatThrownBy(() -> objects.next().writeTo(onWrite(() -> {
                        before.addAll(database.query(SESSIONS));
                        throw failure;
                    })))
                    .isSameAs(failure);

            objects.next().writeTo(OutputStream.nullOutputStream());

            Set<String> after = new HashSet<>(database.query(SESSIONS));
            assertThat(before).hasSize(2);
            after.removeAll(before);
            assertThat(after).hasSize(1);
            export.confirm();
        }
    }

    @Test
    void objectWhoseConnectionWasCutCanBeWrittenAgain() throws Exception {
        try (Export export = CopyExports.dataOnly().jobs(1).open(database)) {
            ExportObject object = export.objects().next();
            List<String> coordinator = database.query(SESSIONS);

            assertThatThrownBy(() -> object.writeTo(onWrite(() -> database.query(SESSIONS).stream()
                            .filter(pid -> !coordinator.contains(pid))
                            .forEach(pid -> database.query("SELECT pg_terminate_backend(" + pid + ")")))))
                    .isInstanceOfSatisfying(
                            ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));

            assertThat(ExportRecording.Recorded.of(object).written().rows()).containsValue(ROWS);
            export.confirm();
        }
    }

    @Test
    void writerWhoseStreamStallsWhenTheSnapshotIsLostSaysThatItIsLost() throws Exception {
        try (Export export = CopyExports.dataOnly().jobs(1).open(database)) {
            ExportObject object = export.objects().next();

            assertThatThrownBy(() -> object.writeTo(onWrite(() -> {
                        database.query("SELECT pg_terminate_backend(pid::integer) FROM (" + SESSIONS + ") AS session");
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            throw new InterruptedIOException("interrupted");
                        }
                    })))
                    .isInstanceOfSatisfying(
                            ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.EXPORT_LOST));
        }
    }

    private static OutputStream onWrite(Action action) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                action.run();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                action.run();
            }
        };
    }

    private interface Action {
        void run() throws IOException;
    }
}
