package dev.pgexport.restore;

import dev.pgexport.api.ObjectName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;

/**
 * Where rows go, and where it is recorded that they are there.
 *
 * @param target the database
 * @param record the record; empty when rows go into tables that were there before
 */
record RowsTarget(Target target, Optional<RestoreRecord> record) {
    boolean isDone(ObjectName object) {
        return record.isPresent() && record.get().isDone(object);
    }

    /** Record objects in the transaction that holds what was in them. */
    void record(Connection connection, Collection<ObjectName> objects) throws SQLException {
        if (record.isPresent()) {
            for (ObjectName object : objects) {
                RestoreRecord.record(connection, object);
            }
        }
    }
}
