package dev.pgexport.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import dev.pgexport.api.StoredObject;
import dev.pgexport.api.setting.DataSize;
import dev.pgexport.engine.settings.SettingsBinder;
import dev.pgexport.testkit.s3.S3Credentials;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/**
 * A large object from a source that makes it up, to a server that counts it. {@code -Dpgexport.large=60GiB} makes it as
 * large as wanted; by default it has more than a thousand parts.
 */
class LargeObjectTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final long BYTES =
            DataSize.parse(System.getProperty("pgexport.large", "6GiB")).bytes();
    private static final long BUFFERS = DataSize.parse("40MiB").bytes();

    /** What the JVM itself keeps of every thread that writes to a socket. */
    private static final long SOCKETS = 8 * MEBIBYTE;

    private static long outsideTheHeap() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void partsGrowAndMemoryDoesNot() throws Exception {
        long before = outsideTheHeap();
        AtomicLong most = new AtomicLong();
        AtomicLong heap = new AtomicLong();
        CRC32C crc = new CRC32C();
        try (CountingServer server = new CountingServer();
                Sink sink = new S3SinkPlugin()
                        .open(
                                SettingsBinder.bind(
                                        S3Settings.class,
                                        Map.of(
                                                "aws.endpoint",
                                                server.endpoint(),
                                                "aws.profile",
                                                Profiles.named(new S3Credentials("key", "secret", Optional.empty())),
                                                "s3.part-size",
                                                "5MiB",
                                                "s3.buffer-memory",
                                                BUFFERS + "B")),
                                URI.create("s3://bucket/exports/"))) {
            StoredObject stored = sink.put(ObjectName.of("export", "dump", "large"), out -> {
                byte[] mebibyte = new byte[MEBIBYTE];
                new Random(5).nextBytes(mebibyte);
                for (long i = 0; i < BYTES / MEBIBYTE; i++) {
                    mebibyte[(int) i & 0xff] = (byte) i;
                    crc.update(mebibyte);
                    out.write(mebibyte);
                    most.accumulateAndGet(outsideTheHeap() - before, Math::max);
                    if (i == 100 || i == BYTES / MEBIBYTE - 1) {
                        heap.set(heapAfterCollection() - heap.get());
                    }
                }
            });

            assertThat(stored.bytes()).isEqualTo(BYTES);
            assertThat(stored.checksums().crc32c()).contains(HexFormat.of().toHexDigits((int) crc.getValue()));
            assertThat(server.bytes()).isEqualTo(BYTES);
            Map<Integer, Long> parts = server.parts();
            System.err.printf(
                    "%d bytes in %d parts, the last whole one of %d; %d bytes outside the heap at most, heap grew by %d%n",
                    BYTES, parts.size(), parts.get(parts.size() - 1), most.get(), heap.get());
            assertThat(parts).containsEntry(1, 5L * MEBIBYTE).containsEntry(1001, 10L * MEBIBYTE);
            assertThat(parts.size()).isBetween(1001, PartPlan.MAXIMAL_PARTS);
            assertThat(parts.keySet()).last().isEqualTo(parts.size());
        }
        assertThat(most).hasValueLessThanOrEqualTo(BUFFERS + SOCKETS);
        assertThat(heap).hasValueLessThan(16L * MEBIBYTE);
    }
}
