package dev.pgexport.cli.run;

import dev.pgexport.cli.output.Amounts;
import dev.pgexport.cli.output.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far a run is.
 *
 * @param bytesRead what the source has written
 * @param bytesEstimated about what it will write; 0 when unknown
 * @param rows the rows of the objects that are done
 * @param bytesPerSecond how fast it is now; empty until that is known
 * @param elapsed how long it took so far
 * @param inFlight what is being written
 */
record ProgressState(
        long bytesRead,
        long bytesEstimated,
        long rows,
        OptionalDouble bytesPerSecond,
        Duration elapsed,
        List<String> inFlight) {

    private static final int BAR_WIDTH = 20;
    private static final String GREEN = "\033[32m";
    private static final String PLAIN = "\033[0m";

    /** Return the share that is done, less than 1 as the total is an estimate; empty when there is none. */
    private Optional<Double> fraction() {
        return bytesEstimated <= 0
                ? Optional.empty()
                : Optional.of(Math.min(0.99, (double) bytesRead / (double) bytesEstimated));
    }

    /** Return one line that fits the terminal. */
    String bar(Terminal terminal) {
        String drawn = fraction().map(done -> draw(done) + " ").orElse("");
        String text = drawn + facts() + (inFlight.isEmpty() ? "" : "  " + String.join(", ", inFlight));
        int room = terminal.width() - 1;
        String fitting = text.codePointCount(0, text.length()) <= room
                ? text
                : text.substring(0, text.offsetByCodePoints(0, room - 3)) + "...";
        boolean colored = terminal.colors() && !drawn.isEmpty();
        return colored
                ? GREEN + fitting.substring(0, drawn.length()) + PLAIN + fitting.substring(drawn.length())
                : fitting;
    }

    private static String draw(double done) {
        int filled = (int) Math.floor(done * BAR_WIDTH);
        return "[" + "=".repeat(filled) + " ".repeat(BAR_WIDTH - filled) + "]";
    }

    /** Return one line for a log. */
    String line() {
        return facts() + ", after " + Amounts.duration(elapsed)
                + (inFlight.isEmpty() ? "" : ": " + String.join(", ", inFlight));
    }

    private String facts() {
        String done = fraction()
                .map(share -> Math.round(share * 100) + " %, " + Amounts.bytes(bytesRead) + " of about "
                        + Amounts.bytes(bytesEstimated))
                .orElse(Amounts.bytes(bytesRead));
        String speed =
                bytesPerSecond.isPresent() ? ", " + Amounts.bytes(Math.round(bytesPerSecond.getAsDouble())) + "/s" : "";
        return done + ", " + Amounts.count(rows, "row") + speed + left();
    }

    private String left() {
        double speed = bytesPerSecond.orElse(0);
        if (bytesEstimated <= bytesRead || speed < 1) {
            return "";
        }
        long seconds = Math.round((double) (bytesEstimated - bytesRead) / speed);
        return ", " + (seconds < 60 ? Math.max(1, seconds) + " s" : Amounts.duration(Duration.ofSeconds(seconds)))
                + " left";
    }
}
