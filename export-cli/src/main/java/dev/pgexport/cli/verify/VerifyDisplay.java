package dev.pgexport.cli.verify;

import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.cli.configuration.OutputSettings;
import dev.pgexport.cli.output.Amounts;
import dev.pgexport.cli.output.Console;
import dev.pgexport.cli.output.Ticker;
import dev.pgexport.engine.verify.VerifyProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how far a verification is. */
final class VerifyDisplay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VerifyDisplay.class);

    private final Console console;
    private final Ticker ticker;

    private VerifyDisplay(Console console, Ticker ticker) {
        this.console = console;
        this.ticker = ticker;
    }

    static VerifyDisplay start(Console console, OutputSettings settings, Manifest manifest, VerifyProgress progress) {
        long bytes =
                manifest.objects().stream().mapToLong(ManifestObject::bytes).sum();
        int objects = manifest.objects().size();
        boolean drawn = Ticker.draws(console, settings);
        Ticker ticker = Ticker.start(console, settings, () -> {
            String text = "read " + Amounts.count(progress.objects()) + " of " + Amounts.count(objects, "object") + ", "
                    + Amounts.bytes(progress.bytes()) + " of " + Amounts.bytes(bytes);
            if (drawn) {
                console.status(text);
            } else {
                LOG.info("{}", text);
            }
        });
        return new VerifyDisplay(console, ticker);
    }

    @Override
    public void close() {
        ticker.close();
        console.clearStatus();
    }
}
