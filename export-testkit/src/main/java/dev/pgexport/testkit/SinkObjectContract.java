package dev.pgexport.testkit;

import static dev.pgexport.testkit.SinkUnderTest.listed;
import static dev.pgexport.testkit.SinkUnderTest.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import dev.pgexport.api.StoredObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Objects are what was written, under their names, until they are deleted. */
interface SinkObjectContract extends SinkUnderTest {
    ObjectName OBJECT = ObjectName.of("export", "data", "public.moves", "00001.csv");

    @Test
    default void objectHoldsTheBytesThatWereWritten() throws Exception {
        Sink sink = openSink();

        sink.put(OBJECT, out -> out.write(new byte[] {0, -1, 13, 10, 26}));

        assertThat(read(sink, OBJECT)).containsExactly(0, -1, 13, 10, 26);
    }

    @Test
    default void writesOfEverySizeArriveInOrder() throws Exception {
        Sink sink = openSink();
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        writeInOddPieces(expected);

        StoredObject stored = sink.put(OBJECT, SinkObjectContract::writeInOddPieces);

        assertThat(stored.bytes()).isEqualTo(expected.size());
        assertThat(read(sink, OBJECT)).isEqualTo(expected.toByteArray());
    }

    private static void writeInOddPieces(OutputStream out) throws IOException {
        Random random = new Random(20261121);
        int[] sizes = {0, 1, 2, 3, 8191, 8192, 8193, 65_536, 131_071, 131_072, 131_073, 3_000_000, 1, 0, 700_001};
        byte[] bytes = new byte[3_000_007];
        for (int size : sizes) {
            random.nextBytes(bytes);
            out.write(bytes, 7, size);
            for (int i = 0; i < 1000; i++) {
                out.write(bytes[i]);
            }
            out.flush();
        }
    }

    @Test
    default void bytesBelongToTheSinkOnceWriteReturned() throws Exception {
        Sink sink = openSink();

        sink.put(OBJECT, out -> {
            byte[] reused = {1, 2, 3};
            out.write(reused);
            reused[0] = 9;
            out.write(reused, 1, 2);
        });

        assertThat(read(sink, OBJECT)).containsExactly(1, 2, 3, 2, 3);
    }

    @Test
    default void objectMayHaveNoBytes() throws Exception {
        Sink sink = openSink();

        StoredObject stored = sink.put(OBJECT, out -> {});

        assertThat(stored.bytes()).isZero();
        assertThat(read(sink, OBJECT)).isEmpty();
        assertThat(listed(sink)).containsExactly(OBJECT.value());
    }

    @Test
    default void createdObjectMayHaveNoBytes() throws Exception {
        Sink sink = openSink();

        sink.create(OBJECT, out -> {});

        assertThat(read(sink, OBJECT)).isEmpty();
    }

    @Test
    default void putAndFindAndListDescribeTheObjectAlike() throws Exception {
        Sink sink = openSink();

        StoredObject stored = sink.put(OBJECT, out -> out.write(new byte[300]));

        assertThat(stored.name()).isEqualTo(OBJECT);
        assertThat(stored.bytes()).isEqualTo(300);
        assertThat(Duration.between(stored.modified(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(5));
        StoredObject found = sink.find(OBJECT).orElseThrow();
        assertThat(found.bytes()).isEqualTo(300);
        assertThat(Duration.between(stored.modified(), found.modified()).abs()).isLessThan(Duration.ofSeconds(2));
        try (var objects = sink.list(Optional.empty())) {
            assertThat(objects.map(StoredObject::bytes)).containsExactly(300L);
        }
    }

    @Test
    default void putReplacesAnOlderObject() throws Exception {
        Sink sink = openSink();
        sink.put(OBJECT, out -> out.write(new byte[1000]));

        sink.put(OBJECT, out -> out.write(7));

        assertThat(read(sink, OBJECT)).containsExactly(7);
        assertThat(sink.find(OBJECT).orElseThrow().bytes()).isEqualTo(1);
    }

    @Test
    default void createRefusesANameThatExists() throws Exception {
        Sink sink = openSink();
        sink.put(OBJECT, out -> out.write(1));

        assertThatThrownBy(() -> sink.create(OBJECT, out -> out.write(2)))
                .isInstanceOfSatisfying(
                        ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT))
                .hasMessageContaining(OBJECT.value());

        assertThat(read(sink, OBJECT)).containsExactly(1);
    }

    @Test
    default void openOfAMissingObjectIsAFailureOfIntegrity() {
        Sink sink = openSink();

        assertThatThrownBy(() -> sink.open(OBJECT))
                .isInstanceOfSatisfying(
                        ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INTEGRITY))
                .hasMessageContaining(OBJECT.value());
    }

    @Test
    default void folderIsNotAnObject() throws Exception {
        Sink sink = openSink();
        sink.put(OBJECT, out -> out.write(1));
        ObjectName folder = ObjectName.of("export", "data");

        assertThat(sink.find(folder)).isEmpty();
        assertThatThrownBy(() -> sink.open(folder)).isInstanceOf(ExportException.class);
        sink.delete(folder);
        assertThat(read(sink, OBJECT)).containsExactly(1);
    }

    @Test
    default void nothingIsFoundInALocationThatDoesNotExistYet() throws Exception {
        Sink sink = openSink();

        assertThat(sink.find(OBJECT)).isEmpty();
        assertThat(listed(sink)).isEmpty();
        assertThat(sink.exports()).isEmpty();
        assertThat(sink.leftovers()).isEmpty();
        sink.delete(OBJECT);
        assertThat(everythingStored()).isEmpty();
    }

    @Test
    default void anotherSinkOfTheLocationSeesTheObject() throws Exception {
        openSink().put(OBJECT, out -> out.write(5));

        assertThat(read(openSink(), OBJECT)).containsExactly(5);
    }

    @Test
    default void listKeepsToTheFolder() throws Exception {
        Sink sink = openSink();
        for (String name : new String[] {"e1/data/x", "e1/data/deep/er/y", "e1/data2/z", "e1/data.csv", "e2/data/x"}) {
            sink.put(new ObjectName(name), out -> out.write(1));
        }

        assertThat(listed(sink, Optional.of(ObjectName.of("e1", "data"))))
                .containsExactly("e1/data/deep/er/y", "e1/data/x");
        assertThat(listed(sink, Optional.of(ObjectName.of("e1", "nothing")))).isEmpty();
        assertThat(listed(sink, Optional.of(ObjectName.of("e1", "data.csv")))).isEmpty();
        assertThat(listed(sink)).hasSize(5);
    }

    @Test
    default void exportsAreInOrderAndOnce() throws Exception {
        Sink sink = openSink();
        for (String name : new String[] {"e10/a", "e1/b", "e1/a", "e2/data/a", "E3/a"}) {
            sink.put(new ObjectName(name), out -> out.write(1));
        }

        assertThat(sink.exports().map(ExportId::value)).containsExactly("E3", "e1", "e10", "e2");
    }

    @Test
    default void deletedObjectIsGone() throws Exception {
        Sink sink = openSink();
        sink.put(OBJECT, out -> out.write(1));

        sink.delete(OBJECT);

        assertThat(sink.find(OBJECT)).isEmpty();
        assertThat(listed(sink)).isEmpty();
        assertThat(sink.exports()).isEmpty();
        assertThat(everythingStored()).isEmpty();
    }

    @Test
    default void deletingTwiceIsAsGoodAsOnce() throws Exception {
        Sink sink = openSink();
        ObjectName other = ObjectName.of("export", "data", "public.moves", "00002.csv");
        sink.put(OBJECT, out -> out.write(1));
        sink.put(other, out -> out.write(2));

        sink.delete(OBJECT);
        sink.delete(OBJECT);

        assertThat(listed(sink)).containsExactly(other.value());
    }

    @Test
    default void nameOfADeletedObjectIsFree() throws Exception {
        Sink sink = openSink();
        sink.create(OBJECT, out -> out.write(1));
        sink.delete(OBJECT);

        sink.create(OBJECT, out -> out.write(2));

        assertThat(read(sink, OBJECT)).containsExactly(2);
    }
}
