package dev.pgexport.cli.restore;

import dev.pgexport.cli.configuration.OutputSettings;
import dev.pgexport.cli.output.Amounts;
import dev.pgexport.cli.output.Console;
import dev.pgexport.cli.output.Ticker;
import dev.pgexport.restore.RestoreProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how far a restore is. */
final class RestoreDisplay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RestoreDisplay.class);

    private final Console console;
    private final Ticker ticker;

    private RestoreDisplay(Console console, Ticker ticker) {
        this.console = console;
        this.ticker = ticker;
    }

    static RestoreDisplay start(Console console, OutputSettings settings, RestoreProgress progress) {
        boolean drawn = Ticker.draws(console, settings);
        Ticker ticker = Ticker.start(console, settings, () -> {
            String text = progress.step() + ": " + Amounts.bytes(progress.bytes()) + " read";
            if (drawn) {
                console.status(text);
            } else {
                LOG.info("{}", text);
            }
        });
        return new RestoreDisplay(console, ticker);
    }

    @Override
    public void close() {
        ticker.close();
        console.clearStatus();
    }
}
