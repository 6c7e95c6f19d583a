package dev.pgexport.cli.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.CommandLineHarness;
import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sessions are terminated, pg_dump is killed, tables are dropped, altered and emptied at random moments of a run.
 *
 * <p>{@code -Dpgexport.faults.runs=N} sets how often, {@code -Dpgexport.faults.seed=N} repeats what was printed.
 */
@ExtendWith(PostgresExtension.class)
class ServerFaultTest {
    /** Done; unavailable; lost mid-way. Never 65: nothing of this makes data wrong. */
    private static final List<Integer> HONEST_ENDS = List.of(0, 69, 75);

    private final long seed = Long.getLong("pgexport.faults.seed", System.nanoTime());
    private final int runs = Integer.getInteger("pgexport.faults.runs", 160);
    private final Random random = new Random(seed);

    @TempDir
    Path folder;

    @Test
    void aRunIsCompleteOrLeavesNothingWhateverHappensToTheServer(PostgresServers servers) throws Exception {
        System.out.println("faults of the server: seed " + seed + ", " + runs + " runs");
        ExecutorService executor = Executors.newFixedThreadPool(2);
        Map<String, Integer> ends = new TreeMap<>();
        try (FaultDatabase database = FaultDatabase.create(servers)) {
            ExportChecks checks = new ExportChecks(folder, database);
            Map<Variant, Long> durations = undisturbed(database, checks);
            for (int i = 0; i < runs; i++) {
                Variant variant = any(Variant.values());
                ServerFault fault = any(ServerFault.values());
                long moment = random.nextLong(durations.get(variant) + 1);
                String id = "run-" + i;

                Future<Outcome> run = executor.submit(() -> run(variant, database, checks, id));
                Moments.pass(run, moment);
                Future<?> strike = executor.submit(() -> fault.strike(database, random));
                Outcome outcome = run.get();
                strike.get();
                database.mend();

                String what = "seed " + seed + ", " + id + ": " + variant + ", " + fault + " after " + moment
                        + " ms: exit " + outcome.exitCode() + "\n" + outcome.err();
                assertThat(outcome.exitCode()).as(what).isIn(HONEST_ENDS);
                assertThat(checks.isComplete(id)).as(what).isEqualTo(outcome.exitCode() == 0);
                if (outcome.exitCode() == 0) {
                    checks.assertTrue(id, what);
                } else {
                    checks.assertNothingLeftOf(id, what);
                }
                assertThat(Programs.running("pg_dump")).as(what).isEmpty();
                checks.assertNoSessions(what);
                ends.merge(fault + " " + outcome.exitCode(), 1, Integer::sum);
            }
            checks.assertCleans("at the end");
        } finally {
            executor.shutdownNow();
        }
        System.out.println("faults of the server: " + ends);
        assertThat(ends.keySet()).as("some run ended well, some did not").anyMatch(end -> end.endsWith(" 0"));
        assertThat(ends.keySet()).anyMatch(end -> !end.endsWith(" 0"));
    }

    private Map<Variant, Long> undisturbed(FaultDatabase database, ExportChecks checks) {
        Map<Variant, Long> durations = new EnumMap<>(Variant.class);
        for (Variant variant : Variant.values()) {
            for (int i = 0; i < 2; i++) {
                long started = System.nanoTime();
                Outcome outcome = run(variant, database, checks, "undisturbed-" + variant + "-" + i);
                assertThat(outcome.exitCode()).as(outcome.err()).isZero();
                durations.put(variant, (System.nanoTime() - started) / 1_000_000);
            }
        }
        return durations;
    }

    private Outcome run(Variant variant, FaultDatabase database, ExportChecks checks, String id) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--from",
                database.uri(),
                "--to",
                checks.exports().toString(),
                "--scratch",
                checks.scratch().toString(),
                "--id",
                id,
                "--jobs",
                "2",
                // Who drops a table waits for the export, and the export's other sessions wait behind them.
                "--lock-timeout",
                "1s"));
        arguments.addAll(variant.flags());
        return new CommandLineHarness(folder).run(arguments.toArray(String[]::new));
    }

    private <T> T any(T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }
}
