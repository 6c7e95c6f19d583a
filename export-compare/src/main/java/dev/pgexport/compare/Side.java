package dev.pgexport.compare;

import dev.pgexport.api.ExportId;
import dev.pgexport.api.manifest.LeftOut;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An export or a live database that was compared.
 *
 * @param label how reports call it, different for every side: {@code copy}, {@code pgdump}, {@code database}
 * @param location the export's location or the database, without a password
 * @param id the export's id; empty for a live database
 * @param strategy the strategy that made the export; empty for a live database
 * @param serverVersion the version of the server that the rows come from
 * @param snapshotTime the moment that the rows are of, where it is known
 * @param leftOut what the export could not or should not carry
 * @param statistics what making the export took, where it was measured
 */
public record Side(
        String label,
        URI location,
        Optional<ExportId> id,
        Optional<String> strategy,
        String serverVersion,
        Optional<Instant> snapshotTime,
        List<LeftOut> leftOut,
        Optional<StrategyStatistics> statistics) {

    public Side {
        leftOut = List.copyOf(leftOut);
    }

    /** Return this side with what making it took. */
    public Side withStatistics(StrategyStatistics measured) {
        return new Side(label, location, id, strategy, serverVersion, snapshotTime, leftOut, Optional.of(measured));
    }
}
