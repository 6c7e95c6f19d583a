package dev.pgexport.restore;

import dev.pgexport.api.manifest.ManifestTable;
import dev.pgexport.engine.work.SharedWork;
import dev.pgexport.postgres.catalog.SqlIdentifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Counts the rows of tables, and compares the numbers with a manifest's. */
final class RowCounts {
    private final Target target;

    RowCounts(Target target) {
        this.target = target;
    }

    /** Return what differs, a sentence a table. */
    List<String> differences(List<ManifestTable> tables, SharedWork work) throws InterruptedException {
        Queue<String> differences = new ConcurrentLinkedQueue<>();
        work.run(
                tables.iterator(),
                table -> {
                    long expected = table.rows().orElse(0);
                    long found = count(table);
                    if (found != expected) {
                        differences.add(table.description().name() + " has " + found + " rows in the database, and "
                                + expected + " in the export");
                    }
                },
                target.sessions()::abort);
        return differences.stream().sorted().toList();
    }

    private long count(ManifestTable table) throws InterruptedException {
        String name = SqlIdentifier.quote(table.description().name());
        try {
            return target.sessions().transact("count the rows of " + name, connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("SELECT pg_catalog.count(*) FROM ONLY " + name)) {
                    row.next();
                    return row.getLong(1);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
