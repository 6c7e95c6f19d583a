package dev.pgexport.testkit;

import static dev.pgexport.testkit.SinkUnderTest.listed;
import static dev.pgexport.testkit.SinkUnderTest.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Many threads may use a sink, and several sinks a location. */
interface SinkConcurrencyContract extends SinkUnderTest {
    int THREADS = 8;
    ObjectName SHARED = ObjectName.of("export", "manifest.json");

    @Test
    default void ofTwoWritersOfOneNameTheLastToEndWins() throws Exception {
        Sink sink = openSink();
        Sink other = openSink();

        sink.put(SHARED, out -> {
            out.write(bytes(1));
            out.flush();
            other.put(SHARED, inner -> inner.write(bytes(2)));
            assertThat(read(sink, SHARED)).isEqualTo(bytes(2));
            out.write(bytes(1));
        });

        assertThat(read(sink, SHARED)).hasSize(2 * bytes(1).length).containsOnly(1);
    }

    @RepeatedTest(5)
    default void writersOfOneNameNeverMix() throws Exception {
        Sink sink = openSink();
        CyclicBarrier together = new CyclicBarrier(THREADS);

        Threads.run(THREADS, number -> {
            return sink.put(SHARED, out -> {
                await(together);
                for (int i = 0; i < 10; i++) {
                    out.write(bytes(number));
                }
            });
        });

        byte[] content = read(sink, SHARED);
        assertThat(content).hasSize(10 * bytes(0).length).containsOnly(content[0]);
        sink.delete(SHARED);
        assertThat(everythingStored()).isEmpty();
    }

    @RepeatedTest(20)
    default void ofSeveralCreatorsExactlyOneWins() throws Exception {
        Sink one = openSink();
        Sink two = openSink();
        CyclicBarrier together = new CyclicBarrier(THREADS);

        List<Integer> winners = Threads.run(THREADS, number -> {
            try {
                (number % 2 == 0 ? one : two).create(SHARED, out -> {
                    out.write(bytes(number));
                    await(together);
                });
                return number;
            } catch (ExportException e) {
                assertThat(e.kind()).isEqualTo(Kind.CONFLICT);
                return -1;
            }
        });

        assertThat(winners)
                .filteredOn(number -> number >= 0)
                .singleElement()
                .satisfies(winner -> assertThat(read(one, SHARED)).isEqualTo(bytes(winner)));
        one.delete(SHARED);
        assertThat(everythingStored()).isEmpty();
    }

    @Test
    default void createAfterACreatorThatFailedSucceeds() throws Exception {
        Sink sink = openSink();
        assertThatThrownBy(() -> sink.create(SHARED, out -> {
                    sink.create(ObjectName.of("export", "other"), inner -> inner.write(1));
                    throw new IOException("gave up");
                }))
                .hasMessage("gave up");

        sink.create(SHARED, out -> out.write(2));

        assertThat(listed(sink)).containsExactly("export/manifest.json", "export/other");
    }

    @Test
    default void putDoesNotDisturbACreatorOfTheSameName() throws Exception {
        Sink sink = openSink();

        assertThatThrownBy(() -> sink.create(SHARED, out -> {
                    out.write(1);
                    sink.put(SHARED, inner -> inner.write(2));
                }))
                .isInstanceOfSatisfying(
                        ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT));

        assertThat(read(sink, SHARED)).containsExactly(2);
    }

    @Test
    default void readersSeeOneVersionWhileItIsReplaced() throws Exception {
        Sink sink = openSink();
        sink.put(SHARED, out -> out.write(bytes(0)));
        AtomicBoolean done = new AtomicBoolean();

        Threads.run(4, number -> {
            if (number == 0) {
                for (int version = 1; version <= 60; version++) {
                    byte[] content = bytes(version);
                    sink.put(SHARED, out -> out.write(content));
                }
                done.set(true);
            }
            while (!done.get()) {
                byte[] content = read(sink, SHARED);
                assertThat(content).hasSize(bytes(0).length).containsOnly(content[0]);
            }
            return number;
        });

        assertThat(read(sink, SHARED)).containsOnly(60);
    }

    @Test
    default void writersDoNotMindThatOthersDeleteTheirNeighbours() throws Exception {
        Sink sink = openSink();

        Threads.run(THREADS, number -> {
            for (int round = 0; round < 25; round++) {
                ObjectName name = ObjectName.of("export", "data", "table", number + ".csv");
                sink.put(name, out -> out.write(bytes(number)));
                assertThat(read(sink, name)).isEqualTo(bytes(number));
                sink.delete(name);
                listed(sink);
            }
            return number;
        });

        assertThat(everythingStored()).isEmpty();
    }

    private static byte[] bytes(int value) {
        byte[] bytes = new byte[100_000];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static void await(CyclicBarrier barrier) throws InterruptedException {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (java.util.concurrent.BrokenBarrierException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("the writers did not come together", e);
        }
    }
}
