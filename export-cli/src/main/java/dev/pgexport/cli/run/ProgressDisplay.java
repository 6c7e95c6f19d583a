package dev.pgexport.cli.run;

import dev.pgexport.cli.configuration.LogFormat;
import dev.pgexport.cli.configuration.OutputSettings;
import dev.pgexport.cli.output.Console;
import dev.pgexport.cli.output.Ticker;
import dev.pgexport.engine.RunEvent;
import dev.pgexport.engine.RunEvent.ExportOpened;
import dev.pgexport.engine.RunEvent.PhaseProgress;
import dev.pgexport.engine.RunListener;
import dev.pgexport.engine.RunProgress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Shows how far a run is: a bar that moves on a terminal, elsewhere a line now and then. Thread-safe. */
public final class ProgressDisplay implements RunListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressDisplay.class);

    private final Console console;
    private final RunProgress progress;
    private final boolean bar;
    private final LogFormat format;
    private final Rate rate = new Rate();
    private final Ticker ticker;
    private volatile Optional<PhaseProgress> phase = Optional.empty();
    private volatile long openedNanos;
    private volatile boolean opened;

    private ProgressDisplay(Console console, OutputSettings settings, RunProgress progress) {
        this.console = console;
        this.progress = progress;
        this.bar = Ticker.draws(console, settings);
        this.format = settings.logFormat();
        this.ticker = Ticker.start(console, settings, this::tick);
    }

    /** Start showing, unless the settings want quiet. */
    public static ProgressDisplay start(Console console, OutputSettings settings, RunProgress progress) {
        return new ProgressDisplay(console, settings, progress);
    }

    private void tick() {
        if (!opened) {
            showPhase();
            return;
        }
        ProgressState state = state();
        if (bar) {
            console.status(state.bar(console.terminal()));
        } else if (format == LogFormat.JSON) {
            LoggingEventBuilder event = LOG.atInfo()
                    .addKeyValue("bytesRead", state.bytesRead())
                    .addKeyValue("bytesEstimated", state.bytesEstimated())
                    .addKeyValue("bytesStored", progress.bytesStored())
                    .addKeyValue("rows", state.rows())
                    .addKeyValue("objects", progress.objectsStored());
            OptionalDouble speed = state.bytesPerSecond();
            (speed.isPresent() ? event.addKeyValue("bytesPerSecond", Math.round(speed.getAsDouble())) : event)
                    .log("progress");
        } else {
            LOG.info("{}", state.line());
        }
    }

    private void showPhase() {
        String text = phase.map(known -> known.phase() + " " + Math.round(known.fraction() * 100) + " %")
                .orElse("connecting");
        if (bar) {
            console.status(text);
        } else {
            LOG.info("{}", text);
        }
    }

    private ProgressState state() {
        long bytes = progress.bytesRead();
        return new ProgressState(
                bytes,
                progress.estimatedBytes(),
                progress.rows(),
                rate.measure(System.nanoTime(), bytes),
                Duration.ofNanos(System.nanoTime() - openedNanos),
                progress.inFlight().stream().map(ObjectLabel::of).distinct().toList());
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof ExportOpened) {
            openedNanos = System.nanoTime();
            var unused = rate.measure(openedNanos, 0);
            opened = true;
        } else if (event instanceof PhaseProgress known) {
            phase = Optional.of(known);
        }
    }

    @Override
    public void close() {
        ticker.close();
        console.clearStatus();
    }
}
