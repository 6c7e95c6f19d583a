package dev.pgexport.compare.report;

import dev.pgexport.compare.StrategyStatistics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * Something that an export took.
 *
 * @param name what it is, as a heading
 * @param value how much, for a chart
 * @param shown how much, for people; empty when it was not measured
 */
public record Measure(
        String name,
        Function<StrategyStatistics, OptionalDouble> value,
        Function<StrategyStatistics, Optional<String>> shown) {

    private static final Measure WALL_TIME = time("Wall time", statistics -> Optional.of(statistics.wallTime()));
    private static final Measure BYTES =
            number("Stored", Figures::bytes, statistics -> OptionalLong.of(statistics.bytes()));
    private static final Measure PEAK_MEMORY = number("Peak memory", Figures::bytes, StrategyStatistics::peakMemory);

    /** Those that are drawn. */
    static final List<Measure> CHARTS = List.of(WALL_TIME, BYTES, PEAK_MEMORY);

    /** All, in the order of a table. */
    public static final List<Measure> ALL = List.of(
            WALL_TIME,
            time("Time to the first byte", StrategyStatistics::timeToFirstByte),
            number("Rows", Figures::count, StrategyStatistics::rows),
            BYTES,
            number("Before compression", Figures::bytes, StrategyStatistics::uncompressedBytes),
            new Measure("Compression", statistics -> OptionalDouble.empty(), Measure::compression),
            PEAK_MEMORY,
            time("Processor time", StrategyStatistics::processorTime),
            number("Connections at once", Figures::count, StrategyStatistics::connections),
            time("Longest transaction", StrategyStatistics::longestTransaction),
            number("Blocks read by the server", Figures::count, StrategyStatistics::blocksRead),
            number("Temporary files of the server", Figures::bytes, StrategyStatistics::temporaryBytes),
            number("Requests to the storage", Figures::count, StrategyStatistics::storageRequests));

    private static Measure time(String name, Function<StrategyStatistics, Optional<Duration>> time) {
        return new Measure(
                name,
                statistics -> time.apply(statistics)
                        .map(found -> OptionalDouble.of((double) found.toMillis()))
                        .orElse(OptionalDouble.empty()),
                statistics -> time.apply(statistics).map(Figures::duration));
    }

    private static Measure number(
            String name, LongFunction<String> form, Function<StrategyStatistics, OptionalLong> number) {
        return new Measure(
                name,
                statistics -> {
                    OptionalLong found = number.apply(statistics);
                    return found.isPresent() ? OptionalDouble.of((double) found.getAsLong()) : OptionalDouble.empty();
                },
                statistics -> {
                    OptionalLong found = number.apply(statistics);
                    return found.isPresent() ? Optional.of(form.apply(found.getAsLong())) : Optional.empty();
                });
    }

    private static Optional<String> compression(StrategyStatistics statistics) {
        return statistics.uncompressedBytes().isPresent() && statistics.bytes() > 0
                ? Optional.of(Figures.ratio(statistics.uncompressedBytes().getAsLong(), statistics.bytes()))
                : Optional.empty();
    }
}
