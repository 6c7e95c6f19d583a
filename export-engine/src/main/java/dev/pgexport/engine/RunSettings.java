package dev.pgexport.engine;

import dev.pgexport.api.manifest.Codec;
import dev.pgexport.api.setting.Setting;
import dev.pgexport.engine.codec.Compression;
import java.nio.file.Path;
import java.util.Optional;

/** What a run of any strategy can be told. */
public record RunSettings(
        @Setting(
                key = "jobs",
                shortFlags = "-j",
                placeholder = "N",
                minimum = "1",
                maximum = "256",
                description = "Write this many objects at once; without it the number of processors, at most 4")
        Optional<Integer> jobs,

        @Setting(key = "compression", defaultValue = "zstd", description = "Compress objects: none, gzip, zstd or lz4")
        Codec compression,

        @Setting(
                key = "compression-level",
                placeholder = "LEVEL",
                minimum = "1",
                maximum = "19",
                description =
                        "Compress harder or faster: gzip 1 to 9 (6), zstd 1 to 19 (3, or 1 when there are at least"
                                + " as many jobs as processors), lz4 1 to 12 (1)")
        Optional<Integer> compressionLevel,

        @Setting(
                key = "attempts",
                placeholder = "N",
                defaultValue = "3",
                minimum = "1",
                maximum = "100",
                description = "Write an object at most this often when the database or the storage does not answer")
        int attempts,

        @Setting(
                key = "scratch",
                placeholder = "FOLDER",
                description = "Make temporary files below this folder; without it the system's own")
        Optional<Path> scratch) {

    private static final int MOST_JOBS_BY_DEFAULT = 4;

    public RunSettings {
        if (jobs.isPresent() && jobs.get() < 1) {
            throw new IllegalArgumentException("jobs is 1 or more: " + jobs.get());
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts is 1 or more: " + attempts);
        }
        if (compressionLevel.isPresent()) {
            Compression.checkLevel(compression, compressionLevel.get());
        }
    }

    /** Return the settings of a run that was told nothing. */
    public static RunSettings defaults() {
        return new RunSettings(Optional.empty(), Codec.ZSTD, Optional.empty(), 3, Optional.empty());
    }

    /** Return how many objects are written at once on a machine with that many processors. */
    public int effectiveJobs(int processors) {
        return jobs.orElse(Math.max(1, Math.min(MOST_JOBS_BY_DEFAULT, processors)));
    }

    /** Return how objects are compressed on a machine with that many processors. */
    public Compression effectiveCompression(int processors) {
        return new Compression(compression, compressionLevel.orElseGet(() -> defaultLevel(processors)));
    }

    private int defaultLevel(int processors) {
        // With a worker on every processor level 3 is what the run waits for; with fewer it hides behind the server.
        boolean busy = effectiveJobs(processors) >= processors;
        return compression == Codec.ZSTD && busy ? 1 : Compression.defaultLevel(compression);
    }

    /** Return the folder below which temporary files are made. */
    public Path effectiveScratch() {
        return scratch.orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
    }
}
