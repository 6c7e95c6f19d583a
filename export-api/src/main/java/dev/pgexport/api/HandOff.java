package dev.pgexport.api;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A place where another service may write objects for a sink to adopt. Thread-safe.
 *
 * <p>That service goes on writing when the run that asked it to has died. A hold says so: as long as it lasts nobody
 * removes what lies under that id, be it as a leftover of a dead run, and a later run of the id can go on with it.
 */
public interface HandOff {
    /** How long a hold may last; who needs longer holds again in time. */
    Duration LONGEST_HOLD = Duration.ofDays(7);

    /** Return an export's own folder, as in {@code s3://bucket/prefix/20261121T010203Z-app-snapshot-k3f9/}. */
    URI location(ExportId id);

    /**
     * Make what another service wrote an object of the location, without its bytes passing through this program. What
     * lies under that name already is not even looked at: the comparison at the end of a run finds it, by one listing.
     *
     * @param name relative to the location, as in {@link Sink}
     * @return what tells its bytes from others there, at least one checksum
     * @throws ExportException of kind CONFIGURATION when that is not a place this sink can adopt from, INTEGRITY when
     *     there is nothing or something else by now, CONFLICT when another run is known to have taken the export
     */
    Checksums adopt(ObjectName name, ExistingObject existing) throws IOException, InterruptedException;

    /**
     * Say that another service writes to an export's folder, in place of what was said of it before.
     *
     * @param longest after what time it will have ended at the latest: more than none and at most {@link #LONGEST_HOLD},
     *     counted by the storage's clock
     * @throws ExportException of kind CONFLICT when this sink has not claimed that export, CONFIGURATION when the time is
     *     out of range
     */
    void hold(ExportId id, Duration longest) throws IOException;

    /** Return whether another service may be writing to an export's folder. */
    boolean held(ExportId id) throws IOException;

    /** List what is held, in the order of the ids. */
    List<Hold> holds() throws IOException;

    /** Say that no other service writes to an export's folder any more; does nothing when none did. */
    void release(ExportId id) throws IOException;
}
