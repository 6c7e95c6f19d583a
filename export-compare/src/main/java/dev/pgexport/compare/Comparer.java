package dev.pgexport.compare;

import dev.pgexport.compare.internal.Comparing;
import dev.pgexport.compare.internal.RowReadings;
import dev.pgexport.engine.read.ReadRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Compares exports and databases, row by row and in bounded memory: content hashes of all tables in one reading, then as
 * many more of those that differ as it takes to count what differs. Thread-safe.
 */
public final class Comparer {
    private final ReadRunner runner;
    private final ComparisonOptions options;
    private final CompareProgress progress;

    /**
     * Make a comparer.
     *
     * @param runner reads, several runs at once
     * @param progress hears how far it is
     */
    public Comparer(ReadRunner runner, ComparisonOptions options, CompareProgress progress) {
        this.runner = runner;
        this.options = options;
        this.progress = progress;
    }

    /**
     * Compare.
     *
     * @param sides 2 or more; each but the first is compared with the first. They stay open
     * @throws dev.pgexport.api.ExportException of kind INTEGRITY when an export is not what its manifest says, or holds
     *     what is no value of its type
     * @throws InterruptedException when it was cancelled or this thread interrupted
     */
    public Comparison compare(List<OpenSide> sides) throws InterruptedException {
        Instant started = Instant.now();
        long begin = System.nanoTime();
        RowReadings.Progress heard = new RowReadings.Progress() {
            @Override
            public void begin(long bytes) {
                progress.begin(bytes);
            }

            @Override
            public void accept(long bytes) {
                progress.add(bytes);
            }
        };
        List<TableComparison> tables = new Comparing(sides, options, runner, heard).compare();
        return new Comparison(
                sides.stream().map(OpenSide::side).toList(),
                tables,
                started,
                Duration.ofNanos(System.nanoTime() - begin));
    }
}
