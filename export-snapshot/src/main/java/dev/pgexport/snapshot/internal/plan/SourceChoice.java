package dev.pgexport.snapshot.internal.plan;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.snapshot.SnapshotMode;
import dev.pgexport.snapshot.SourceSettings;
import java.util.Optional;

/** What is to be exported, as the settings say it. */
public sealed interface SourceChoice {
    /** A snapshot that is yet to be made. */
    record Create(boolean cluster, String of) implements SourceChoice {}

    /** The newest automated snapshot. */
    record Latest(boolean cluster, String of) implements SourceChoice {}

    /** A snapshot by its identifier or ARN. */
    record Given(String snapshot) implements SourceChoice {}

    /** A cluster itself. */
    record Live(String cluster) implements SourceChoice {}

    /**
     * Read the settings.
     *
     * @throws ExportException of kind CONFIGURATION when they do not say what to export, or say it twice
     */
    static SourceChoice of(SourceSettings settings) {
        SnapshotMode mode = settings.mode().orElseGet(() -> fitting(settings));
        boolean named = settings.instance().isPresent() || settings.cluster().isPresent();
        if (settings.instance().isPresent() && settings.cluster().isPresent()) {
            throw wrong("both --snapshot-instance and --snapshot-cluster are given", "give one of them");
        }
        if (mode == SnapshotMode.GIVEN) {
            return new Given(settings.id()
                    .orElseThrow(() -> wrong("the snapshot is not named", "give --snapshot-id, or another mode")));
        }
        if (settings.id().isPresent()) {
            throw wrong("--snapshot-id is for --snapshot-mode given alone", "leave one of them out");
        }
        if (!named) {
            throw wrong(
                    "the strategy snapshot is not told what to export",
                    "give --snapshot-instance, --snapshot-cluster or --snapshot-id");
        }
        boolean cluster = settings.cluster().isPresent();
        String of = settings.cluster().or(settings::instance).orElseThrow();
        return switch (mode) {
            case CREATE -> new Create(cluster, of);
            case LATEST -> new Latest(cluster, of);
            case LIVE -> {
                if (!cluster) {
                    throw wrong(
                            "RDS exports an instance from a snapshot alone",
                            "give --snapshot-cluster with --snapshot-mode live, or another mode");
                }
                yield new Live(of);
            }
            case GIVEN -> throw new IllegalStateException("handled above");
        };
    }

    private static SnapshotMode fitting(SourceSettings settings) {
        if (settings.id().isPresent()) {
            return SnapshotMode.GIVEN;
        }
        return settings.cluster().isPresent() ? SnapshotMode.LIVE : SnapshotMode.CREATE;
    }

    private static ExportException wrong(String message, String advice) {
        return new ExportException(Kind.CONFIGURATION, message).withAdvice(advice);
    }

    /** Return whether what the database holds now is what the export will hold, but for what changes until it starts. */
    default boolean current() {
        return this instanceof Create || this instanceof Live;
    }

    /** Return the instance or the cluster, when it is named. */
    default Optional<String> named() {
        if (this instanceof Create create) {
            return Optional.of(create.of());
        }
        if (this instanceof Latest latest) {
            return Optional.of(latest.of());
        }
        return this instanceof Live live ? Optional.of(live.cluster()) : Optional.empty();
    }
}
