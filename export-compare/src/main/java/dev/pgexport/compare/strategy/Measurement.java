package dev.pgexport.compare.strategy;

import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.manifest.ManifestTable;
import dev.pgexport.compare.StrategyStatistics;
import dev.pgexport.engine.RunRequest;
import dev.pgexport.postgres.connection.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures one run from its start to its end, on a thread of its own. */
final class Measurement implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Measurement.class);
    private static final long STEP_MILLISECONDS = 10;
    private static final int STEPS_PER_SAMPLE = 10;
    /** So many samples are taken at every step, so that an export of a tenth of a second is seen, too. */
    private static final int EARLY_STEPS = 100;

    private final RunRequest request;
    private final ProcessUsage usage = new ProcessUsage();
    private final Optional<ServerActivity> server;
    private final Set<Long> strangers;
    private final boolean peakReset;
    private final Optional<Duration> processorTimeBefore;
    private final OptionalLong requestsBefore;
    private final Thread sampler;
    private final long start;
    private volatile boolean done;
    private volatile OptionalLong peakResident = OptionalLong.empty();

    private Measurement(RunRequest request, Optional<Database> database) {
        this.request = request;
        this.server = database.flatMap(ServerActivity::watch);
        this.strangers = usage.children();
        // What the run before left in the heap is not this one's.
        System.gc();
        this.peakReset = usage.resetPeak();
        this.processorTimeBefore = usage.processorTime();
        this.requestsBefore = request.sink().requests();
        this.sampler = new Thread(this::sampleUntilDone, "pgexport-measurement");
        this.sampler.setDaemon(true);
        this.start = System.nanoTime();
    }

    /** Begin. */
    static Measurement start(RunRequest request, Optional<Database> database) {
        Measurement measurement = new Measurement(request, database);
        measurement.sampler.start();
        return measurement;
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void sampleUntilDone() {
        try {
            for (long step = 0; !done; step++) {
                if (step < EARLY_STEPS || step % STEPS_PER_SAMPLE == 0) {
                    sample();
                }
                Thread.sleep(STEP_MILLISECONDS);
            }
        } catch (SQLException e) {
            log.warn("what the export does to the server is not measured to its end: {}", e.getMessage());
        } catch (InterruptedException e) {
            // It is enough.
        }
    }

    private void sample() throws SQLException {
        OptionalLong resident = usage.resident(strangers);
        if (resident.isPresent()) {
            peakResident = OptionalLong.of(Math.max(peakResident.orElse(0), resident.getAsLong()));
        }
        if (server.isPresent()) {
            server.get().sample();
        }
    }

    /**
     * End, and return what was measured.
     *
     * @param manifest what the run made
     */
    StrategyStatistics end(Manifest manifest) throws InterruptedException {
        Duration wallTime = elapsed();
        Optional<Duration> processorTime = usage.processorTime().flatMap(now -> processorTimeBefore.map(now::minus));
        OptionalLong peak = peak();
        OptionalLong requests = request.sink().requests();
        stop();
        Optional<ServerActivity.Counters> counters = counters();
        long read = request.progress().bytesRead();
        OptionalLong firstByte = request.progress().firstStored();
        return new StrategyStatistics(
                wallTime,
                firstByte.isPresent() ? Optional.of(Duration.ofNanos(firstByte.getAsLong() - start)) : Optional.empty(),
                manifest.objects().stream().mapToLong(ManifestObject::bytes).sum(),
                // What another service wrote did not pass through here.
                read > 0 ? OptionalLong.of(read) : OptionalLong.empty(),
                OptionalLong.of(manifest.tables().stream()
                        .map(ManifestTable::rows)
                        .mapToLong(rows -> rows.orElse(0))
                        .sum()),
                peak,
                processorTime,
                server.isPresent() ? server.get().connections() : OptionalLong.empty(),
                server.flatMap(ServerActivity::longestTransaction),
                counters.isPresent() ? OptionalLong.of(counters.get().blocksRead()) : OptionalLong.empty(),
                counters.isPresent() ? OptionalLong.of(counters.get().temporaryBytes()) : OptionalLong.empty(),
                requests.isPresent()
                        ? OptionalLong.of(requests.getAsLong() - requestsBefore.orElse(0))
                        : OptionalLong.empty());
    }

    /** The kernel's own peak misses nothing, and knows no children; samples know both, ten times a second. */
    private OptionalLong peak() {
        OptionalLong own = peakReset ? usage.peak() : OptionalLong.empty();
        return own.isPresent() ? OptionalLong.of(Math.max(own.getAsLong(), peakResident.orElse(0))) : peakResident;
    }

    private Optional<ServerActivity.Counters> counters() throws InterruptedException {
        try {
            return server.isPresent() ? Optional.of(server.get().counted()) : Optional.empty();
        } catch (SQLException e) {
            log.warn("what the export read on the server is not known: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private void stop() throws InterruptedException {
        done = true;
        sampler.join();
    }

    @Override
    public void close() {
        done = true;
        server.ifPresent(ServerActivity::close);
    }
}
