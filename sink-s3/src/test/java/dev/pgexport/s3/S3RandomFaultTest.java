package dev.pgexport.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.s3.FaultedExport.Course;
import dev.pgexport.testkit.fault.Fault;
import dev.pgexport.testkit.fault.FaultSchedule;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Kind;
import dev.pgexport.testkit.s3.S3Server;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Any requests of an export meet any faults: each object is there whole or not at all, as its writer was told, and no
 * upload stays open.
 *
 * <p>Of the requests of an export 5 to 20 % meet one. With more, those that clear up fail as well, however often they are
 * sent: then it is the next run's to remove what is left.
 *
 * <p>{@code -Dpgexport.faults.s3=N} sets how many exports, {@code -Dpgexport.faults.seed=N} repeats what was printed.
 */
@EveryS3Server(kinds = {S3Kind.MINIO, S3Kind.LIGHT})
class S3RandomFaultTest {
    private static final int AT_ONCE = 6;

    /** Exports between two looks at the heap. */
    private static final int ROUND = 50;

    private static final long FLAT = 16L << 20;
    private static final Fault[] FAULTS = {
        Fault.internalError(),
        Fault.slowDown(),
        Fault.accessDenied(),
        Fault.requestTimeout(),
        Fault.error(400, "InvalidRequest"),
        Fault.errorInSuccess(),
        Fault.reset(),
        Fault.cutRequest(),
        Fault.cutAnswer(),
        Fault.loseAnswer(),
        Fault.limitData(100),
        Fault.stall(Duration.ofSeconds(4)),
        Fault.delay(Duration.ofMillis(200)),
        Fault.bandwidth(10_000_000),
        Fault.slowClose(Duration.ofMillis(100))
    };

    private final long seed = Long.getLong("pgexport.faults.seed", System.nanoTime());
    private final int runs = Integer.getInteger("pgexport.faults.s3", 250);
    private final S3Server server;

    S3RandomFaultTest(S3Server server) {
        this.server = server;
    }

    @Test
    void anExportIsCompleteOrAbsentWhateverItsRequestsMeet() throws Exception {
        System.out.println("faults of " + server.kind() + ": seed " + seed + ", " + runs + " exports");
        Random random = new Random(seed);
        List<String> wrongs = new ArrayList<>();
        Map<String, Integer> ends = new TreeMap<>();
        List<Long> heap = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (int begun = 0; begun < runs; begun += ROUND) {
                List<Callable<FaultedExport>> round = new ArrayList<>();
                for (int i = begun; i < Math.min(runs, begun + ROUND); i++) {
                    FaultSchedule schedule =
                            FaultSchedule.random(random.nextLong(), random.nextInt(1, 5) / 20.0, FAULTS);
                    round.add(() -> FaultedExport.write(server, Course.MIXED, schedule));
                }
                for (Future<FaultedExport> written : threads.invokeAll(round)) {
                    FaultedExport export = written.get();
                    export.wrongs().forEach(wrong -> wrongs.add(wrong + ": seed " + seed + ", " + export));
                    ends.merge(export.end(), 1, Integer::sum);
                }
                heap.add(heapAfterCollection());
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.println("faults of " + server.kind() + ": " + ends + ", heap " + heap);
        assertThat(wrongs).isEmpty();
        assertThat(ends).containsKeys("complete", "PERMISSION");
        assertThat(heap.get(heap.size() - 1) - heap.get(0)).isLessThan(FLAT);
    }

    private static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
