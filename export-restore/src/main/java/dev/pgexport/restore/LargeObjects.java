package dev.pgexport.restore;

import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.read.DecodedObjects;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;

/** Makes the large objects that the strategy copy stored, in one transaction, under the numbers that they had. */
final class LargeObjects {
    private static final String FOLDER = "large_objects/";
    private static final String LOADED = "pg_temp.pgexport_large_objects";

    private final DecodedObjects objects;
    private final RowsTarget rows;

    LargeObjects(DecodedObjects objects, RowsTarget rows) {
        this.objects = objects;
        this.rows = rows;
    }

    static List<ManifestObject> find(List<ManifestObject> objects) {
        return objects.stream()
                .filter(object -> object.name().value().startsWith(FOLDER))
                .toList();
    }

    void load(ManifestObject object, CopyForm form) throws IOException, InterruptedException {
        if (rows.isDone(object.name())) {
            return;
        }
        rows.target().sessions().transact("load the large objects", connection -> {
            try (InputStream in = objects.open(object)) {
                connection.unwrap(PGConnection.class).getCopyAPI().copyIn(prepare(connection, form.options()), in);
                make(connection);
                rows.record(connection, List.of(object.name()));
                return true;
            }
        });
    }

    /** Make room for rows of large objects until the transaction ends; return the COPY that takes them. */
    static String prepare(Connection connection, String options) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE pgexport_large_objects (oid pg_catalog.oid, \"offset\" bigint,"
                    + " bytes bytea) ON COMMIT DROP");
        }
        return "COPY " + LOADED + " FROM STDIN (" + options + ")";
    }

    /** Make the large objects of the rows that were copied. */
    static void make(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_catalog.count(pg_catalog.lo_create(oid)) FROM (SELECT DISTINCT oid FROM "
                    + LOADED + ") AS made");
            statement.execute("SELECT pg_catalog.count(*) FROM (SELECT pg_catalog.lo_put(oid, \"offset\", bytes) FROM "
                    + LOADED + " OFFSET 0) AS written");
        }
    }
}
