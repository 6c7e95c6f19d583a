package dev.pgexport.cli.compare;

import dev.pgexport.cli.configuration.OutputSettings;
import dev.pgexport.cli.output.Amounts;
import dev.pgexport.cli.output.Console;
import dev.pgexport.cli.output.Ticker;
import dev.pgexport.compare.CompareProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how far a comparison is. */
final class CompareDisplay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CompareDisplay.class);

    private final Console console;
    private final Ticker ticker;

    private CompareDisplay(Console console, Ticker ticker) {
        this.console = console;
        this.ticker = ticker;
    }

    static CompareDisplay start(Console console, OutputSettings settings, CompareProgress progress) {
        boolean drawn = Ticker.draws(console, settings);
        Ticker ticker = Ticker.start(console, settings, () -> {
            String text = text(progress);
            if (drawn) {
                console.status(text);
            } else {
                LOG.info("{}", text);
            }
        });
        return new CompareDisplay(console, ticker);
    }

    private static String text(CompareProgress progress) {
        String what = progress.reading() <= 1 ? "compared" : "looked for differences, reading " + progress.reading();
        String expected = progress.expected() == 0 ? "" : " of " + Amounts.bytes(progress.expected());
        return what + ": " + Amounts.bytes(progress.bytes()) + expected;
    }

    @Override
    public void close() {
        ticker.close();
        console.clearStatus();
    }
}
