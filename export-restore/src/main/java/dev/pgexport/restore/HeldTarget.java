package dev.pgexport.restore;

import dev.pgexport.postgres.connection.Database;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database that a run has claimed, by a lock of the connection that it keeps. For one thread. */
final class HeldTarget {
    private static final Logger LOG = LoggerFactory.getLogger(HeldTarget.class);
    private static final int SECONDS_TO_ANSWER = 10;

    private final Database database;
    private Optional<Target> target = Optional.empty();

    HeldTarget(Database database) {
        this.database = database;
    }

    /** @throws dev.pgexport.api.ExportException of kind BUSY when another restore or run is at work in it */
    void claim() {
        target = Optional.of(Target.open(database));
    }

    void release() {
        target.ifPresent(Target::close);
        target = Optional.empty();
    }

    Target target() {
        return target.orElseThrow(() -> new IllegalStateException("not claimed: " + database));
    }

    /** Take back what a run has loaded, this one or a dead one; return how many objects were dropped. */
    long takeBack() {
        Target usable = usable();
        if (LoadRecord.find(usable).isEmpty()) {
            return 0;
        }
        long dropped = new Emptying(usable).empty();
        LOG.info("{} is empty again, as it was before", usable);
        return dropped;
    }

    /** The connection may be what has failed. */
    private Target usable() {
        Target known = target();
        try {
            if (known.connection().isValid(SECONDS_TO_ANSWER)) {
                return known;
            }
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("connection cannot be asked");
        }
        release();
        claim();
        return target();
    }
}
