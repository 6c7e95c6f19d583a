package dev.pgexport.cli.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.Main;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run's own process is killed, terminated, or may not write any more, at random moments.
 *
 * <p>{@code -Dpgexport.faults.processes=N} sets how often, {@code -Dpgexport.faults.seed=N} repeats what was printed.
 */
@ExtendWith(PostgresExtension.class)
class ProcessFaultTest {
    private enum ProcessFault {
        KILL,
        TERM,
        /** The system refuses to make a file larger than so much, as a full disk or a quota does. */
        NO_ROOM
    }

    private final long seed = Long.getLong("pgexport.faults.seed", System.nanoTime());
    private final int runs = Integer.getInteger("pgexport.faults.processes", 40);
    private final Random random = new Random(seed);

    @TempDir
    Path folder;

    @Test
    void aRunIsCompleteOrLeavesNothingWhateverHappensToItsProcess(PostgresServers servers) throws Exception {
        System.out.println("faults of the process: seed " + seed + ", " + runs + " runs");
        Map<String, Integer> ends = new TreeMap<>();
        try (FaultDatabase database = FaultDatabase.create(servers)) {
            ExportChecks checks = new ExportChecks(folder, database);
            long duration = undisturbed(database, checks);
            for (int i = 0; i < runs; i++) {
                Variant variant = any(Variant.values());
                ProcessFault fault = any(ProcessFault.values());
                long moment = random.nextLong(duration + 1);
                long blocks = fault == ProcessFault.NO_ROOM ? 1 + random.nextInt(2000) : Long.MAX_VALUE;
                String id = "run-" + i;

                Process run = start(variant, database, checks, id, blocks);
                if (fault != ProcessFault.NO_ROOM && !run.waitFor(moment, TimeUnit.MILLISECONDS)) {
                    signal(fault.name(), run);
                }
                assertThat(run.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();

                String what = "seed " + seed + ", " + id + ": " + variant + ", " + fault + " after " + moment
                        + " ms or " + blocks + " blocks: exit " + run.exitValue() + "\n"
                        + Files.readString(folder.resolve("err"));
                assertThat(run.exitValue()).as(what).isIn(0, 69, 75, 137, 143);
                checks.assertNoSessions(what);
                if (checks.isComplete(id)) {
                    checks.assertTrue(id, what);
                } else {
                    assertThat(run.exitValue()).as(what).isNotZero();
                    if (run.exitValue() != 137) {
                        checks.assertNothingLeftOf(id, what);
                    }
                }
                checks.assertCleans(what);
                ends.merge(fault + " " + run.exitValue(), 1, Integer::sum);
            }
        }
        System.out.println("faults of the process: " + ends);
        assertThat(ends.keySet()).contains("KILL 137", "TERM 143", "NO_ROOM 69");
    }

    private long undisturbed(FaultDatabase database, ExportChecks checks) throws Exception {
        long started = System.nanoTime();
        Process run = start(Variant.PGDUMP_STAGED, database, checks, "undisturbed", Long.MAX_VALUE);
        assertThat(run.waitFor()).as(Files.readString(folder.resolve("err"))).isZero();
        return (System.nanoTime() - started) / 1_000_000;
    }

    private Process start(Variant variant, FaultDatabase database, ExportChecks checks, String id, long blocks)
            throws IOException {
        String limit = blocks == Long.MAX_VALUE ? "" : "ulimit -f " + blocks + "; ";
        List<String> command = new ArrayList<>(List.of("sh", "-c", limit + "exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp", classPath()));
        command.addAll(List.of(Main.class.getName(), "run", "--from", database.uri()));
        command.addAll(List.of("--to", checks.exports().toString()));
        command.addAll(List.of("--scratch", checks.scratch().toString(), "--id", id, "--jobs", "2"));
        command.addAll(List.of("--compression", "none"));
        command.addAll(variant.flags());
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private static void signal(String signal, Process run) throws Exception {
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + run.pid())
                .start()
                .waitFor();
    }

    private static String classPath() {
        String ofSurefire = System.getProperty("surefire.test.class.path", "");
        return ofSurefire.isEmpty() ? System.getProperty("java.class.path") : ofSurefire;
    }

    private <T> T any(T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }
}
