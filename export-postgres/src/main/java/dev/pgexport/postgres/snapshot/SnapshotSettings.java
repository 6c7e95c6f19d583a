package dev.pgexport.postgres.snapshot;

import dev.pgexport.api.setting.Setting;
import java.time.Duration;
import java.util.Optional;

/**
 * How an export holds its snapshot.
 *
 * @param lockTimeout how long to wait for the lock on a table, from 1 ms to about 24 days (PostgreSQL's lock_timeout)
 * @param maxDuration how long the snapshot may be held, more than nothing
 * @param serializableDeferrable whether to wait for a snapshot that some serial order of transactions had
 */
public record SnapshotSettings(
        @Setting(
                key = "lock-timeout",
                defaultValue = "30s",
                minimum = "1s",
                maximum = "24h",
                description = "How long to wait for the lock on a table (ACCESS SHARE, as pg_dump takes it)")
        Duration lockTimeout,

        @Setting(
                key = "max-duration",
                minimum = "1s",
                description =
                        "Give up when the snapshot has been held for longer: an old one keeps VACUUM from removing"
                                + " dead rows in the whole database")
        Optional<Duration> maxDuration,

        @Setting(
                key = "serializable-deferrable",
                defaultValue = "false",
                description =
                        "Wait for a snapshot that some serial order of transactions had; not possible on a standby")
        boolean serializableDeferrable) {

    public SnapshotSettings {
        if (lockTimeout.toMillis() < 1 || lockTimeout.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the lock timeout is from 1 ms to 24 days: " + lockTimeout);
        }
        if (maxDuration.isPresent()
                && (maxDuration.get().isNegative() || maxDuration.get().isZero())) {
            throw new IllegalArgumentException("the maximal duration is more than nothing: " + maxDuration.get());
        }
    }

    /** Return what is used when nothing is set. */
    public static SnapshotSettings defaults() {
        return new SnapshotSettings(Duration.ofSeconds(30), Optional.empty(), false);
    }
}
