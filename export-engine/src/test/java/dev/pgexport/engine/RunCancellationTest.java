package dev.pgexport.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Written;
import dev.pgexport.engine.RunResult.Completed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
class RunCancellationTest {
    private final RunFixture fixture = new RunFixture().withTwoTables();

    static Stream<Arguments> stages() {
        return Stream.of(
                stage("before the start", run -> run.cancellation.cancel("SIGTERM")),
                stage("claim", run -> cancelBefore(run, "claim")),
                stage("sweep", run -> cancelBefore(run, "leftovers")),
                stage(
                        "open",
                        run -> run.source.onOpen = () -> {
                            run.cancellation.cancel("SIGTERM");
                            new CountDownLatch(1).await();
                        }),
                stage(
                        "open, which fails as a cancelled query",
                        run -> run.source.onOpen = () -> {
                            run.cancellation.cancel("SIGTERM");
                            throw new ExportException(Kind.UNAVAILABLE, "canceling statement due to user request");
                        }),
                stage("objects", run -> run.source.onObjects = () -> run.cancellation.cancel("SIGTERM")),
                stage("first byte", run -> cancelBefore(run, "put")),
                stage("commit", run -> cancelBefore(run, "commit")),
                stage("a blocked writer", run -> blocked(run, () -> new CountDownLatch(1).await())),
                stage(
                        "a writer that waits for the export to close",
                        run -> blocked(run, () -> {
                            awaitUninterruptibly(run.source.closing);
                            throw new ExportException(Kind.UNAVAILABLE, "connection closed");
                        })),
                stage("a writer that only writes", run -> {
                    run.jobs(1);
                    run.source.objects = List.of(ScriptedObject.of("endless", out -> {
                        byte[] row = new byte[1000];
                        for (long i = 0; ; i++) {
                            out.write(row);
                            if (i == 1000) {
                                run.cancellation.cancel("SIGTERM");
                            }
                        }
                    }));
                }),
                stage("the wait before an object is repeated", run -> {
                    run.backoff = new Backoff(Duration.ofHours(1), Duration.ofHours(2));
                    run.listener = event -> {
                        if (event instanceof RunEvent.ObjectStarted) {
                            new Thread(() -> run.cancellation.cancel("SIGTERM")).start();
                        }
                    };
                    run.source.objects = List.of(ScriptedObject.of("unavailable", out -> {
                        throw new IOException("connection reset");
                    }));
                }),
                stage(
                        "confirm",
                        run -> run.source.onConfirm = () -> {
                            run.cancellation.cancel("SIGTERM");
                            throw new ExportException(Kind.EXPORT_LOST, "the coordinator was cancelled");
                        }),
                stage(
                        "the check of all",
                        run -> run.source.onConfirm = () -> run.sink.fault = (operation, subject) -> {
                            if (operation.equals("list")) {
                                run.sink.fault = (other, of) -> {};
                                run.cancellation.cancel("SIGTERM");
                                throw new IOException("interrupted");
                            }
                        }),
                stage(
                        "manifest",
                        run -> run.sink.fault = (operation, subject) -> {
                            if (operation.equals("create")) {
                                run.cancellation.cancel("SIGTERM");
                                throw new InterruptedException("interrupted");
                            }
                        }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stages")
    void aCancelledRunEndsAndLeavesNothing(String stage, Consumer<RunFixture> cancelling) {
        cancelling.accept(fixture);

        assertThatThrownBy(fixture::run)
                .isInstanceOf(InterruptedException.class)
                .hasMessage("cancelled: SIGTERM");

        assertThat(fixture.sink.names()).isEmpty();
        assertThat(fixture.sink.claimed).isEmpty();
        assertThat(fixture.progress.inFlight()).isEmpty();
        assertThat(Thread.interrupted())
                .as("the interrupt was meant for the run alone")
                .isFalse();
        await("no worker thread is left")
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("export-") || name.startsWith("discard-")));
    }

    @Test
    void aCancellationAfterTheManifestIsTooLate() throws Exception {
        fixture.sink.fault = (operation, subject) -> {
            if (operation.equals("created")) {
                fixture.cancellation.cancel("SIGTERM");
            }
        };

        assertThat(fixture.run()).isInstanceOf(Completed.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aCancellationWhileAFailedRunCleansUpDoesNotHideTheFailure() {
        fixture.source.onConfirm = () -> {
            fixture.sink.fault = (operation, subject) -> fixture.cancellation.cancel("SIGTERM");
            throw new ExportException(Kind.PERMISSION, "the failure");
        };

        assertThatThrownBy(fixture::run).hasMessage("the failure");
        assertThat(fixture.sink.names()).isEmpty();
    }

    @Test
    void anInterruptOfTheCallingThreadStopsTheRun() {
        Thread caller = Thread.currentThread();
        fixture.source.objects = List.of(ScriptedObject.of("waits", out -> {
            caller.interrupt();
            fixture.source.closing.await();
            return Written.withoutRows();
        }));

        assertThatThrownBy(fixture::run).isInstanceOf(InterruptedException.class);
        assertThat(fixture.sink.names()).isEmpty();
        Thread.interrupted();
    }

    private interface Waiting {
        void await() throws InterruptedException;
    }

    private static Arguments stage(String name, Consumer<RunFixture> cancelling) {
        return Arguments.of(name, cancelling);
    }

    private static void cancelBefore(RunFixture run, String operation) {
        run.sink.fault = (called, subject) -> {
            if (called.equals(operation)) {
                run.cancellation.cancel("SIGTERM");
            }
        };
    }

    private static void blocked(RunFixture run, Waiting waiting) {
        CountDownLatch all = new CountDownLatch(2);
        ScriptedObject.Script script = out -> {
            out.write(1);
            all.countDown();
            all.await();
            run.cancellation.cancel("SIGTERM");
            waiting.await();
            return Written.withoutRows();
        };
        run.source.objects = List.of(
                ScriptedObject.rows("moves", 1, 10),
                ScriptedObject.of("one", script),
                ScriptedObject.of("other", script));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        Optional<InterruptedException> interrupt = Optional.empty();
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupt = Optional.of(e); // as a blocking socket does not hear it
            }
        }
        interrupt.ifPresent(ignored -> Thread.currentThread().interrupt());
    }
}
