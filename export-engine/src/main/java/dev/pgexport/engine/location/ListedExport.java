package dev.pgexport.engine.location;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportId;
import java.time.Instant;
import java.util.Optional;

/** An export of a location, as a list shows it. */
public sealed interface ListedExport {
    ExportId id();

    /** Return when its snapshot was taken, when that is known. */
    default Optional<Instant> moment() {
        return Optional.empty();
    }

    /** An export with its manifest. */
    record Complete(ExportSummary summary) implements ListedExport {
        @Override
        public ExportId id() {
            return summary.id();
        }

        @Override
        public Optional<Instant> moment() {
            return Optional.of(summary.moment());
        }
    }

    /** Objects without a manifest: a run is at it, or died at it. */
    record Incomplete(ExportId id) implements ListedExport {}

    /** An export whose manifest this program cannot read. */
    record Unreadable(ExportId id, ExportException failure) implements ListedExport {}
}
