package dev.pgexport.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.TableName;
import dev.pgexport.api.Written;
import dev.pgexport.engine.RunEvent.ExportDiscarded;
import dev.pgexport.engine.RunEvent.ExportRestarted;
import dev.pgexport.engine.RunEvent.ObjectRepeated;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class RunFailureTest {
    private final RunFixture fixture = new RunFixture().withTwoTables();

    /** Every step of a run at which something can fail, with what makes it fail. */
    static Stream<Arguments> steps() {
        Stream<String> ofTheSink = Stream.of("find", "claim", "list", "put", "commit", "create", "created");
        Stream<Arguments> sinkFails = ofTheSink.flatMap(step -> Stream.of(
                Arguments.of("sink: " + step + " cannot", fault(step, 1, new IOException("no space left"))),
                Arguments.of(
                        "sink: " + step + " may not",
                        fault(step, 1, new ExportException(Kind.PERMISSION, "permission denied"))),
                Arguments.of("sink: " + step + " has a defect", fault(step, 1, new IllegalStateException("defect")))));
        ExportException denied = new ExportException(Kind.PERMISSION, "permission denied");
        Stream<Arguments> rest = Stream.of(
                Arguments.of("sink: second put", fault("put", 2, new IOException("reset"))),
                Arguments.of("sink: last put", fault("put", 4, new IOException("reset"))),
                Arguments.of("sink: list at the end", fault("list", 2, new IOException("reset"))),
                Arguments.of(
                        "source: open",
                        step(run -> run.source.onOpen = () -> {
                            throw denied;
                        })),
                Arguments.of(
                        "source: objects",
                        step(run -> run.source.onObjects = () -> {
                            throw denied;
                        })),
                Arguments.of(
                        "source: confirm",
                        step(run -> run.source.onConfirm = () -> {
                            throw denied;
                        })),
                Arguments.of("source: iterator", step(run -> run.source.objects = () -> failingAfter(2, denied))),
                Arguments.of(
                        "object: at its start",
                        step(run -> addObject(run, out -> {
                            throw denied;
                        }))),
                Arguments.of(
                        "object: at its end",
                        step(run -> addObject(run, out -> {
                            out.write(new byte[300_000]);
                            throw denied;
                        }))),
                Arguments.of(
                        "object: with a defect",
                        step(run -> addObject(run, out -> {
                            throw new IllegalArgumentException("defect");
                        }))),
                Arguments.of(
                        "object: out of memory",
                        step(run -> addObject(run, out -> {
                            throw new OutOfMemoryError("row too big");
                        }))),
                Arguments.of(
                        "object: its thread is told to stop",
                        step(run -> addObject(run, out -> {
                            throw new InterruptedException("the export was closed");
                        }))),
                Arguments.of(
                        "rows: of a table that is not exported",
                        step(run -> addObject(run, out -> Written.rows(new TableName("public", "stranger"), 1)))),
                Arguments.of(
                        "rows: none of a table that is exported",
                        step(run -> run.source.tables = List.of("moves", "users", "forgotten"))),
                Arguments.of("rows: of a table without data", step(run -> {
                    run.source.tables = List.of("moves");
                    run.source.tablesWithoutData = List.of("users");
                })),
                Arguments.of("names: two alike", step(run -> {
                    List<ExportObject> twice = new ArrayList<>();
                    run.source.objects.forEach(twice::add);
                    twice.add(ScriptedObject.rows("users", 1, 1));
                    run.source.objects = twice;
                })),
                Arguments.of(
                        "names: the manifest's",
                        step(run -> run.source.objects = List.of(
                                ScriptedObject.of("manifest.json", out -> Written.withoutRows())
                                        .incompressible()))),
                Arguments.of(
                        "storage: another checksum",
                        step(run -> run.sink.vouched = Checksums.of("00".repeat(32), "00000000"))),
                Arguments.of(
                        "storage: an object lost",
                        atTheEnd(run ->
                                run.sink.objects.remove(run.id.resolve(ObjectName.of("data/public.users/1.csv.zst"))))),
                Arguments.of(
                        "storage: an object cut off",
                        atTheEnd(run -> run.sink.objects.put(
                                run.id.resolve(ObjectName.of("data/public.users/1.csv.zst")), new byte[3]))),
                Arguments.of(
                        "storage: a stranger's object",
                        atTheEnd(run ->
                                run.sink.objects.put(run.id.resolve(ObjectName.of("data/stranger")), new byte[3]))));
        return Stream.concat(sinkFails, rest);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("steps")
    void noManifestAndNoObjectIsLeftWhereverItFails(String step, Consumer<RunFixture> breaking) {
        breaking.accept(fixture);

        Throwable failure = catchThrowable(fixture::run);

        fixture.sink.fault = (operation, subject) -> {};
        assertThat(failure).as(step).isNotNull();
        assertThat(fixture.sink.names()).as(step).isEmpty();
        assertThat(fixture.sink.claimed).as(step).isEmpty();
        assertThat(fixture.progress.inFlight()).as(step).isEmpty();
        assertThat(fixture.source.closed.get())
                .as("%s: what was opened is closed", step)
                .isGreaterThanOrEqualTo(step.equals("source: open") ? 0 : fixture.source.opened.get());
        assertThat(Thread.interrupted()).as(step).isFalse();
    }

    @Test
    void whatFailedIsToldWithTheLaterFailuresSuppressed() {
        CountDownLatch both = new CountDownLatch(2);
        ExportException first = new ExportException(Kind.PERMISSION, "first");
        ExportException second = new ExportException(Kind.PERMISSION, "second");
        fixture.source.objects = List.of(
                ScriptedObject.of("a", out -> {
                    both.countDown();
                    both.await();
                    throw first;
                }),
                ScriptedObject.of("b", out -> {
                    both.countDown();
                    awaitUninterruptibly(fixture.source.closing);
                    throw second;
                }));

        assertThatThrownBy(fixture::run).isSameAs(first).hasSuppressedException(second);
    }

    @Test
    void theOtherWorkersAreInterruptedAndNoFurtherObjectIsTaken() {
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicInteger interrupted = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        fixture.source.objects = List.of(
                ScriptedObject.of("waits", out -> {
                    waiting.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.incrementAndGet();
                        throw e;
                    }
                    return Written.withoutRows();
                }),
                ScriptedObject.of("fails", out -> {
                    waiting.await();
                    throw new ExportException(Kind.PERMISSION, "permission denied");
                }),
                ScriptedObject.of("later", out -> {
                    taken.incrementAndGet();
                    return Written.withoutRows();
                }));

        assertThatThrownBy(fixture::run).hasMessage("permission denied").hasNoSuppressedExceptions();
        assertThat(interrupted).hasValue(1);
        assertThat(taken).hasValue(0);
    }

    @Test
    void aWriterThatDoesNotHearInterruptsIsUnblockedByClosingTheExport() {
        CountDownLatch waiting = new CountDownLatch(1);
        fixture.source.objects = List.of(
                ScriptedObject.of("deaf", out -> {
                    waiting.countDown();
                    awaitUninterruptibly(fixture.source.closing);
                    throw new ExportException(Kind.UNAVAILABLE, "connection closed");
                }),
                ScriptedObject.of("fails", out -> {
                    waiting.await();
                    throw new ExportException(Kind.PERMISSION, "permission denied");
                }));

        assertThatThrownBy(fixture::run).hasMessage("permission denied");
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"UNAVAILABLE", "EXPORT_LOST"},
            mode = EnumSource.Mode.EXCLUDE)
    void nothingButUnavailableIsTriedAgain(Kind kind) {
        AtomicInteger attempts = new AtomicInteger();
        fixture.source.objects = List.of(ScriptedObject.of("a", out -> {
            attempts.incrementAndGet();
            throw new ExportException(kind, "fails");
        }));

        assertThatThrownBy(fixture::run).hasMessage("fails");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void anObjectIsWrittenAgainWhenTheDatabaseDidNotAnswer() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        ExportException reset = new ExportException(Kind.UNAVAILABLE, "connection reset");
        fixture.source.objects = List.of(
                ScriptedObject.rows("users", 1, 10),
                ScriptedObject.rows("moves", 1, 10).after(out -> {
                    if (attempts.incrementAndGet() < 3) {
                        out.write(new byte[500_000]);
                        throw reset;
                    }
                    return Written.withoutRows();
                }));

        assertThat(fixture.complete().objects()).hasSize(2).allMatch(object -> object.decodedBytes() < 100);
        assertThat(fixture.events(ObjectRepeated.class))
                .containsExactly(
                        new ObjectRepeated(ObjectName.of("data/public.moves/1.csv"), 2, reset),
                        new ObjectRepeated(ObjectName.of("data/public.moves/1.csv"), 3, reset));
        assertThat(fixture.progress.bytesRead()).as("without what was repeated").isLessThan(200);
    }

    @Test
    void anObjectIsWrittenAgainWhenTheStorageDidNotAnswer() throws Exception {
        AtomicInteger commits = new AtomicInteger();
        fixture.sink.fault = (operation, subject) -> {
            if (operation.equals("commit") && commits.incrementAndGet() == 1) {
                throw new IOException("connection reset");
            }
        };

        assertThat(fixture.complete().objects()).hasSize(4);
        assertThat(fixture.events(ObjectRepeated.class)).hasSize(1);
    }

    @Test
    void attemptsAreBounded() {
        AtomicInteger attempts = new AtomicInteger();
        fixture.source.objects = List.of(ScriptedObject.of("a", out -> {
            attempts.incrementAndGet();
            throw new IOException("broken pipe");
        }));

        assertThatThrownBy(fixture::run)
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE))
                .hasMessageContaining("broken pipe");
        assertThat(attempts).hasValue(3);
    }

    @Test
    void whatIsNotRepeatableIsNotWrittenAgain() {
        AtomicInteger attempts = new AtomicInteger();
        fixture.source.objects = List.of(ScriptedObject.of("a", out -> {
                    attempts.incrementAndGet();
                    throw new ExportException(Kind.UNAVAILABLE, "pg_dump died");
                })
                .once());

        assertThatThrownBy(fixture::run).hasMessage("pg_dump died");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void aLostSnapshotStartsTheExportAgainInAnEmptyFolder() throws Exception {
        ExportException lost = new ExportException(Kind.EXPORT_LOST, "snapshot lost");
        fixture.source.onConfirm = () -> {
            if (fixture.source.opened.get() == 1) {
                fixture.source.objects = List.of(
                        ScriptedObject.rows("moves", 7, 3).after(out -> {
                            assertThat(fixture.sink.names()).noneMatch(name -> name.contains("moves"));
                            return Written.withoutRows();
                        }),
                        ScriptedObject.rows("users", 7, 3));
                throw lost;
            }
        };

        assertThat(fixture.complete().objects()).hasSize(2);
        assertThat(fixture.source.opened).hasValue(2);
        assertThat(fixture.events(ExportRestarted.class)).containsExactly(new ExportRestarted(lost));
        assertThat(fixture.events(ExportDiscarded.class)).containsExactly(new ExportDiscarded(4));
        assertThat(fixture.progress.objectsStored()).isEqualTo(2);
    }

    @Test
    void aServerThatRestartsIsWaitedForBeforeTheExportStartsAgain() throws Exception {
        fixture.source.onConfirm = () -> {
            if (fixture.source.opened.get() == 1) {
                throw new ExportException(Kind.EXPORT_LOST, "snapshot lost");
            }
        };
        fixture.source.onOpen = () -> {
            if (fixture.source.opened.get() == 2 || fixture.source.opened.get() == 3) {
                throw new ExportException(Kind.UNAVAILABLE, "the database system is starting up");
            }
        };

        assertThat(fixture.complete().objects()).hasSize(4);
        assertThat(fixture.source.opened).hasValue(4);
    }

    @Test
    void aServerThatDoesNotAnswerAtTheStartIsNotWaitedFor() {
        fixture.source.onOpen = () -> {
            throw new ExportException(Kind.UNAVAILABLE, "connection refused");
        };

        assertThatThrownBy(fixture::run).hasMessage("connection refused");
        assertThat(fixture.source.opened).hasValue(1);
    }

    @Test
    void aSnapshotThatIsLostTwiceFailsTheRun() {
        fixture.source.onConfirm = () -> {
            throw new ExportException(Kind.EXPORT_LOST, "lost " + fixture.source.opened.get());
        };

        assertThatThrownBy(fixture::run)
                .hasMessage("lost 2")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("lost 1"));
        assertThat(fixture.sink.names()).isEmpty();
    }

    @Test
    void aManifestThatAnotherRunWroteMeanwhileStaysWithItsObjects() {
        fixture.sink.fault = (operation, subject) -> {
            if (operation.equals("create")) {
                fixture.sink.objects.put(new ObjectName(subject), new byte[] {1});
            }
        };

        assertThatThrownBy(fixture::run).hasMessageContaining("exists");
        assertThat(fixture.sink.names()).hasSize(5);
    }

    @Test
    void objectsThatCannotBeDeletedAreToldAndDoNotHideTheFailure() {
        fixture.source.onConfirm = () -> {
            throw new ExportException(Kind.PERMISSION, "the failure");
        };
        fixture.sink.fault = (operation, subject) -> {
            if (operation.equals("delete") && subject.contains("users")) {
                throw new IOException("permission denied");
            }
        };

        assertThatThrownBy(fixture::run)
                .hasMessage("the failure")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
        assertThat(fixture.sink.names()).singleElement().asString().contains("users");
        assertThat(fixture.events(RunEvent.Warning.class))
                .singleElement()
                .asString()
                .contains("stay until the next run");
    }

    @Test
    void aManifestThatMayExistKeepsItsObjects() {
        AtomicInteger creations = new AtomicInteger();
        fixture.sink.fault = (operation, subject) -> {
            if (operation.equals("created")) {
                creations.incrementAndGet();
                throw new IOException("timeout: was it written?");
            }
            if (operation.equals("delete") && subject.endsWith("manifest.json") && creations.get() > 0) {
                throw new IOException("timeout");
            }
        };

        assertThatThrownBy(fixture::run).hasMessageContaining("was it written?");
        assertThat(fixture.sink.names())
                .as("never a manifest without its objects")
                .hasSize(5);
    }

    private static void addObject(RunFixture run, ScriptedObject.Script script) {
        List<ExportObject> objects = new ArrayList<>();
        run.source.objects.forEach(objects::add);
        objects.add(1, ScriptedObject.of("breaks", script));
        run.source.objects = objects;
    }

    private static Consumer<RunFixture> step(Consumer<RunFixture> breaking) {
        return breaking;
    }

    /** Let an operation of the sink fail from the nth time on. */
    private static Consumer<RunFixture> fault(String operation, int from, Exception failure) {
        return run -> {
            AtomicInteger calls = new AtomicInteger();
            run.sink.fault = (called, subject) -> {
                // What is cleaned up in the end must be able to be.
                boolean cleaning = !run.events(ExportDiscarded.class).isEmpty() || run.source.closed.get() > 0;
                boolean late = operation.startsWith("create") || (operation.equals("list") && from == 2);
                if (called.equals(operation) && (late || !cleaning) && calls.incrementAndGet() >= from) {
                    if (late) {
                        run.sink.fault = (other, of) -> {};
                    }
                    if (failure instanceof IOException io) {
                        throw io;
                    }
                    throw (RuntimeException) failure;
                }
            };
        };
    }

    /** Do something to the storage between the last object and the check of all. */
    private static Consumer<RunFixture> atTheEnd(Consumer<RunFixture> harm) {
        return run -> run.source.onConfirm = () -> harm.accept(run);
    }

    private static Iterator<ExportObject> failingAfter(int objects, RuntimeException failure) {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public ExportObject next() {
                if (next == objects) {
                    throw failure;
                }
                return ScriptedObject.rows("moves", next++, 10);
            }
        };
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException e) {
                // As a blocking socket does.
            }
        }
    }
}
