package dev.pgexport.restore;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.manifest.ManifestTable;
import dev.pgexport.api.read.DecodedObjects;
import dev.pgexport.engine.work.SharedWork;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Gives what COPY wrote to COPY again, as it is: each object in a transaction, which is committed when the object's size,
 * checksum and rows were found right.
 */
final class CopyObjects {
    private static final int BUFFER = 256 * 1024;

    private final Manifest manifest;
    private final DecodedObjects objects;
    private final CopyForm form;
    private final RowsTarget rows;

    CopyObjects(Manifest manifest, DecodedObjects objects, CopyForm form, RowsTarget rows) {
        this.manifest = manifest;
        this.objects = objects;
        this.form = form;
        this.rows = rows;
    }

    /** Load the objects of tables that are not there yet, those of the biggest tables first. */
    void load(Wanted wanted, SharedWork work) throws InterruptedException {
        Map<TableName, List<String>> columns = new HashMap<>();
        for (ManifestTable table : wanted.withRows()) {
            columns.put(table.description().name(), table.description().storedColumns());
        }
        TableTurns turns = new TableTurns(manifest.objects().stream()
                .filter(object -> object.rows().keySet().stream().anyMatch(columns::containsKey))
                .filter(object -> !rows.isDone(object.name()))
                .toList());
        work.run(
                turns,
                object -> {
                    perform(object, columns);
                    turns.done(object);
                },
                rows.target().sessions()::abort);
    }

    private void perform(ManifestObject object, Map<TableName, List<String>> columns) throws InterruptedException {
        if (object.rows().size() != 1) {
            throw new ExportException(
                    Kind.INTEGRITY, object.name() + " has rows of several tables, which COPY does not write");
        }
        TableName table = object.rows().keySet().iterator().next();
        long expected = object.rows().getOrDefault(table, 0L);
        String statement = CopyStatement.of(table, columns.getOrDefault(table, List.of()), form.options());
        try {
            rows.target().sessions().transact("load " + object.name() + " into " + table, connection -> {
                long loaded = copy(connection, statement, object);
                if (loaded != expected) {
                    throw new ExportException(
                            Kind.INTEGRITY,
                            manifest.id().resolve(object.name()) + " is damaged: " + expected + " rows of " + table
                                    + " expected, " + loaded);
                }
                rows.record(connection, List.of(object.name()));
                return loaded;
            });
        } catch (InterruptedIOException e) {
            throw (InterruptedException) new InterruptedException().initCause(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copy an object's bytes; return how many rows the server took. */
    private long copy(Connection connection, String statement, ManifestObject object)
            throws SQLException, IOException, InterruptedException {
        try (InputStream in = objects.open(object)) {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
            byte[] buffer = new byte[(int) Math.min(BUFFER, object.decodedBytes() + 1)];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                copy.writeToCopy(buffer, 0, count);
            }
            return copy.endCopy();
        }
    }
}
