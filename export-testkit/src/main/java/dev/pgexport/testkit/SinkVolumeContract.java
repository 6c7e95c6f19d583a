package dev.pgexport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Neither many objects nor a big one are too much. */
interface SinkVolumeContract extends SinkUnderTest {
    int MANY_OBJECTS = 5000;
    int MEBIBYTE = 1 << 20;
    int BIG_OBJECT_MEBIBYTES = 192;
    long FLAT_BYTES = 64L * MEBIBYTE;

    @Test
    default void manyObjectsAreListedAndDeleted() throws Exception {
        Sink sink = openSink();
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < MANY_OBJECTS; i++) {
            expected.add(name(i).value());
        }
        Threads.run(8, number -> {
            for (int i = number; i < MANY_OBJECTS; i += 8) {
                byte[] content = {(byte) i};
                sink.put(name(i), out -> out.write(content));
            }
            return number;
        });

        try (Stream<String> names = sink.list(Optional.of(ObjectName.of("export", "data")))
                .map(object -> object.name().value())) {
            assertThat(names.collect(Collectors.toSet())).isEqualTo(expected);
        }
        try (Stream<?> objects = sink.list(Optional.empty())) {
            Iterator<?> iterator = objects.iterator();
            assertThat(iterator.next()).isNotNull();
        }
        Threads.run(8, number -> {
            for (int i = number; i < MANY_OBJECTS; i += 8) {
                sink.delete(name(i));
            }
            return number;
        });
        assertThat(everythingStored()).isEmpty();
    }

    private static ObjectName name(int number) {
        return ObjectName.of("export", "data", "public.t" + number % 10, number + ".csv.zst");
    }

    @Test
    default void bigObjectTakesLittleMemory() throws Exception {
        Sink sink = openSink();
        ObjectName name = ObjectName.of("export", "dump", "big");
        byte[] mebibyte = new byte[MEBIBYTE];
        new Random(1).nextBytes(mebibyte);
        CRC32C expected = new CRC32C();
        long before = usedAfterCollection();

        sink.put(name, out -> {
            for (int i = 0; i < BIG_OBJECT_MEBIBYTES; i++) {
                mebibyte[0] = (byte) i;
                expected.update(mebibyte);
                out.write(mebibyte);
            }
            assertThat(usedAfterCollection() - before).as("held while writing").isLessThan(FLAT_BYTES);
        });

        CRC32C actual = new CRC32C();
        long bytes = 0;
        try (InputStream in = sink.open(name)) {
            for (int length = in.read(mebibyte); length >= 0; length = in.read(mebibyte)) {
                actual.update(mebibyte, 0, length);
                bytes += length;
                if (bytes / MEBIBYTE == BIG_OBJECT_MEBIBYTES / 2 && bytes % MEBIBYTE == 0) {
                    assertThat(usedAfterCollection() - before)
                            .as("held while reading")
                            .isLessThan(FLAT_BYTES);
                }
            }
        }
        assertThat(bytes).isEqualTo((long) BIG_OBJECT_MEBIBYTES * MEBIBYTE);
        assertThat(actual.getValue()).isEqualTo(expected.getValue());
    }

    private static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
