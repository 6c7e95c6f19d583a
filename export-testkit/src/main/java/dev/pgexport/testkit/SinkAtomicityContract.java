package dev.pgexport.testkit;

import static dev.pgexport.testkit.SinkUnderTest.listed;
import static dev.pgexport.testkit.SinkUnderTest.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.ObjectWriter;
import dev.pgexport.api.Sink;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An object is there whole or not at all: only its writer's normal return commits it. */
interface SinkAtomicityContract extends SinkUnderTest {
    ObjectName NAME = ObjectName.of("export", "data", "public.moves", "00001.csv");

    /** More than what a sink may keep in a buffer, or send as one part. */
    int MANY_BYTES = 12_000_000;

    private void refuses(Storing storing, Throwable failure, ObjectWriter writer) throws Exception {
        Sink sink = openSink();

        assertThatThrownBy(() -> storing.store(sink, NAME, writer)).isSameAs(failure);

        leavesNothing(sink);
    }

    private void leavesNothing(Sink sink) throws Exception {
        assertThat(sink.find(NAME)).isEmpty();
        assertThat(listed(sink)).isEmpty();
        assertThat(sink.exports()).isEmpty();
        assertThat(everythingStored()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    default void writerThatFailsBeforeTheFirstByteStoresNothing(Storing storing) throws Exception {
        IOException failure = new IOException("before the first byte");
        refuses(storing, failure, out -> {
            throw failure;
        });
    }

    @ParameterizedTest
    @EnumSource
    default void writerThatFailsInTheMiddleStoresNothing(Storing storing) throws Exception {
        ExportException failure = new ExportException(Kind.UNAVAILABLE, "in the middle");
        refuses(storing, failure, out -> {
            out.write(new byte[MANY_BYTES]);
            throw failure;
        });
    }

    @ParameterizedTest
    @EnumSource
    default void writerThatFailsAfterTheLastByteStoresNothing(Storing storing) throws Exception {
        IllegalStateException failure = new IllegalStateException("after the last byte");
        refuses(storing, failure, out -> {
            out.write(new byte[MANY_BYTES]);
            out.flush();
            throw failure;
        });
    }

    @ParameterizedTest
    @EnumSource
    default void errorOfTheWriterStoresNothing(Storing storing) throws Exception {
        Error failure = new OutOfMemoryError("of the writer");
        refuses(storing, failure, out -> {
            out.write(1);
            throw failure;
        });
    }

    @ParameterizedTest
    @EnumSource
    default void interruptedWriterStoresNothing(Storing storing) throws Exception {
        InterruptedException failure = new InterruptedException("the writer");
        refuses(storing, failure, out -> {
            out.write(new byte[MANY_BYTES]);
            throw failure;
        });
    }

    @ParameterizedTest
    @EnumSource
    default void writerThatClosesItsStreamAndFailsStoresNothing(Storing storing) throws Exception {
        IOException failure = new IOException("after close");
        refuses(storing, failure, out -> {
            out.write(new byte[1000]);
            out.close();
            throw failure;
        });
    }

    /** As an encoder's does when its last block cannot be made. */
    @ParameterizedTest
    @EnumSource
    default void writerWhoseCloseFailsStoresNothing(Storing storing) throws Exception {
        IOException failure = new IOException("close");
        refuses(storing, failure, out -> {
            try (OutputStream closing = new FilterOutputStream(out) {
                @Override
                public void close() throws IOException {
                    flush();
                    throw failure;
                }
            }) {
                closing.write(new byte[1000]);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, MANY_BYTES})
    default void interruptStoresNothingWhateverWasWritten(int bytes) throws Exception {
        for (Storing storing : Storing.values()) {
            Sink sink = openSink();

            assertThatThrownBy(() -> storing.store(sink, NAME, out -> {
                        out.write(new byte[bytes]);
                        Thread.currentThread().interrupt();
                    }))
                    .isInstanceOf(InterruptedException.class);

            assertThat(Thread.interrupted())
                    .as("the thread's own state, after %s", storing)
                    .isFalse();
            leavesNothing(sink);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void interruptBeforeTheLastByteStoresNothing(Storing storing) throws Exception {
        Sink sink = openSink();

        assertThatThrownBy(() -> storing.store(sink, NAME, out -> {
                    Thread.currentThread().interrupt();
                    out.write(new byte[MANY_BYTES]);
                }))
                .isInstanceOf(InterruptedException.class);

        Thread.interrupted();
        leavesNothing(sink);
    }

    @ParameterizedTest
    @EnumSource
    default void interruptedThreadDoesNotEvenStart(Storing storing) throws Exception {
        Sink sink = openSink();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> storing.store(sink, NAME, out -> out.write(1)))
                .isInstanceOf(InterruptedException.class);

        Thread.interrupted();
        leavesNothing(sink);
    }

    @ParameterizedTest
    @EnumSource
    default void writerCannotSwallowAFailureOfItsStream(Storing storing) throws Exception {
        Sink sink = openSink();

        assertThatThrownBy(() -> storing.store(sink, NAME, out -> {
                    Thread.currentThread().interrupt();
                    try {
                        out.write(new byte[MANY_BYTES]);
                        out.flush();
                    } catch (IOException e) {
                        Thread.interrupted();
                        return;
                    }
                }))
                .isInstanceOf(InterruptedException.class);

        Thread.interrupted();
        leavesNothing(sink);
    }

    @ParameterizedTest
    @EnumSource
    default void objectIsNotThereBeforeItsWriterReturns(Storing storing) throws Exception {
        Sink sink = openSink();
        Sink other = openSink();

        storing.store(sink, NAME, out -> {
            out.write(new byte[MANY_BYTES]);
            out.close();
            for (Sink each : new Sink[] {sink, other}) {
                assertThat(each.find(NAME)).isEmpty();
                assertThat(listed(each)).isEmpty();
                assertThatThrownBy(() -> each.open(NAME)).isInstanceOf(ExportException.class);
            }
        });

        assertThat(sink.find(NAME).orElseThrow().bytes()).isEqualTo(MANY_BYTES);
        assertThat(other.find(NAME).orElseThrow().bytes()).isEqualTo(MANY_BYTES);
    }

    @Test
    default void olderObjectIsThereUntilItIsReplaced() throws Exception {
        Sink sink = openSink();
        sink.put(NAME, out -> out.write(1));

        sink.put(NAME, out -> {
            out.write(new byte[MANY_BYTES]);
            out.flush();
            assertThat(read(sink, NAME)).containsExactly(1);
        });

        assertThat(sink.find(NAME).orElseThrow().bytes()).isEqualTo(MANY_BYTES);
    }

    @Test
    default void olderObjectOutlivesAWriterThatFails() throws Exception {
        Sink sink = openSink();
        sink.put(NAME, out -> out.write(1));

        assertThatThrownBy(() -> sink.put(NAME, out -> {
                    out.write(new byte[MANY_BYTES]);
                    throw new IOException("in the middle");
                }))
                .hasMessage("in the middle");

        assertThat(read(sink, NAME)).containsExactly(1);
        sink.delete(NAME);
        assertThat(everythingStored()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    default void nameIsFreeAfterAFailure(Storing storing) throws Exception {
        Sink sink = openSink();
        assertThatThrownBy(() -> storing.store(sink, NAME, out -> {
                    out.write(new byte[1000]);
                    throw new IOException("first attempt");
                }))
                .hasMessage("first attempt");

        storing.store(sink, NAME, out -> out.write(2));

        assertThat(read(sink, NAME)).containsExactly(2);
    }
}
