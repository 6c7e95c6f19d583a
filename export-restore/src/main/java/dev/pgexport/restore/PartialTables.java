package dev.pgexport.restore;

import dev.pgexport.api.ObjectName;
import dev.pgexport.api.manifest.ManifestTable;
import dev.pgexport.postgres.catalog.SqlIdentifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/** Empties tables of which some objects are loaded and others cannot be. */
final class PartialTables {
    private final Target target;
    private final RestoreRecord record;

    PartialTables(Target target, RestoreRecord record) {
        this.target = target;
        this.record = record;
    }

    void empty(Wanted wanted) {
        Set<String> loaded = record.objects();
        for (ManifestTable table : wanted.withRows()) {
            List<ObjectName> there = table.objects().stream()
                    .filter(object -> loaded.contains(object.value()))
                    .toList();
            if (!there.isEmpty() && there.size() < table.objects().size()) {
                empty(table, there);
            }
        }
    }

    private void empty(ManifestTable table, List<ObjectName> objects) {
        Connection connection = target.connection();
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    "TRUNCATE ONLY " + SqlIdentifier.quote(table.description().name()));
            RestoreRecord.forget(connection, objects);
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw RestoreFailure.of(e, "empty " + table.description().name());
        }
    }
}
