package dev.pgexport.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportObject;
import dev.pgexport.engine.Cancellation;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A closed or cancelled export stops whoever works for it, and leaves nothing behind. */
interface SourceReleaseContract extends SourceUnderTest {
    @Test
    default void closingUnblocksAWriterWhoseStreamStalls() throws Exception {
        Export export = openExport();
        CountDownLatch stalled = new CountDownLatch(1);

        endsWhenClosed(
                export,
                export.objects().next(),
                stalled,
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        stalled.countDown();
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            throw new InterruptedIOException("interrupted");
                        }
                    }
                },
                Set.of(Ending.FAILED));
    }

    @Test
    default void closingUnblocksAWriterWhoseServerStalls() throws Exception {
        Export export = openExport();
        CountDownLatch stalled = new CountDownLatch(1);
        List<String> stopped = new CopyOnWriteArrayList<>();
        try {
            endsWhenClosed(
                    export,
                    export.objects().next(),
                    stalled,
                    new OutputStream() {
                        @Override
                        public void write(int b) {
                            if (stopped.isEmpty()) {
                                stopped.addAll(database().query(SESSIONS));
                                stopped.forEach(pid -> signal("STOP", pid));
                                stalled.countDown();
                            }
                        }

                        @Override
                        public void write(byte[] bytes, int offset, int length) {
                            write(0);
                        }
                        // What the server had sent before it stalled may have been all.
                    },
                    Set.of(Ending.FAILED, Ending.WHOLE));
        } finally {
            stopped.forEach(pid -> signal("CONT", pid));
        }
    }

    /** Close an export once a writer stalls; the writer ends promptly, and as it must. */
    private static void endsWhenClosed(
            Export export, ExportObject object, CountDownLatch stalled, OutputStream out, Set<Ending> allowed)
            throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Ending> ending = thread.submit(() -> Ending.of(object, out));
            assertThat(stalled.await(30, TimeUnit.SECONDS)).isTrue();

            long started = System.nanoTime();
            export.close();

            assertThat(ending.get(PROMPTLY.toMillis(), TimeUnit.MILLISECONDS)).isIn(allowed);
            assertThat(System.nanoTime() - started).isLessThan(PROMPTLY.toNanos());
        } finally {
            thread.shutdownNow();
        }
    }

    /** How a writer ended. */
    enum Ending {
        WHOLE,
        FAILED,
        INTERRUPTED_STILL;

        static Ending of(ExportObject object, OutputStream out) {
            Ending ending;
            try {
                object.writeTo(out);
                ending = WHOLE;
            } catch (IOException | InterruptedException | RuntimeException e) {
                ending = FAILED;
            }
            // What interrupted the writer must not interrupt what its thread does next.
            return Thread.interrupted() ? INTERRUPTED_STILL : ending;
        }
    }

    private static void signal(String name, String pid) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).start().waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("cannot send a signal to " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    default void nothingIsWrittenAfterClosing() throws Exception {
        Export export = openExport();
        ExportObject object = export.objects().next();
        export.close();
        export.close();

        assertThatThrownBy(() -> object.writeTo(OutputStream.nullOutputStream()))
                .isInstanceOfAny(InterruptedException.class, ExportException.class);
    }

    @Test
    default void closedExportLeavesNothing() throws Exception {
        Set<Long> children = children();
        Export export = openExport();
        ExportRecording.of(export);
        export.close();

        leavesNothing(children);
    }

    @Test
    default void exportThatIsClosedInTheMiddleLeavesNothing() throws Exception {
        Set<Long> children = children();
        Export export = openExport();
        ExportObject object = export.objects().next();
        assertThatThrownBy(() -> object.writeTo(new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        export.close();
                        throw new IOException("closed");
                    }
                }))
                .isInstanceOf(Exception.class);

        leavesNothing(children);
    }

    @Test
    default void openingStopsWhenItWasCancelledBefore() throws Exception {
        Set<Long> children = children();
        Cancellation cancellation = new Cancellation();
        cancellation.cancel("test");

        assertThatThrownBy(() -> openExport(cancellation)).isInstanceOf(InterruptedException.class);

        leavesNothing(children);
    }

    @Test
    default void openingStopsWhenItIsCancelledMeanwhile() throws Exception {
        Set<Long> children = children();
        Cancellation cancellation = new Cancellation();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection blocker = database().connect();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE wide IN ACCESS EXCLUSIVE MODE");

            Future<Export> opening = thread.submit(() -> openExport(cancellation));
            await().until(() -> !database()
                    .query("SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'wide'::regclass")
                    .isEmpty());
            cancellation.cancel("test");

            assertThatThrownBy(() -> opening.get(PROMPTLY.toMillis(), TimeUnit.MILLISECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
        } finally {
            thread.shutdownNow();
        }

        leavesNothing(children);
    }

    private void leavesNothing(Set<Long> childrenBefore) throws IOException {
        await().untilAsserted(() -> assertThat(database().query(SESSIONS)).isEmpty());
        await().untilAsserted(() -> assertThat(childrenBefore).containsAll(children()));
        if (Files.exists(scratch())) {
            try (Stream<Path> files = Files.list(scratch())) {
                assertThat(files).isEmpty();
            }
        }
    }

    private static Set<Long> children() {
        return ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
    }
}
