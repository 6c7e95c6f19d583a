package dev.pgexport.restore;

import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.read.DecodedObjects;
import java.io.IOException;
import java.io.InputStream;
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
            try (Statement statement = connection.createStatement();
                    InputStream in = objects.open(object)) {
                statement.execute(
                        "CREATE TEMPORARY TABLE pgexport_large_objects (oid pg_catalog.oid, \"offset\" bigint,"
                                + " bytes bytea) ON COMMIT DROP");
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("COPY " + LOADED + " FROM STDIN (" + form.options() + ")", in);
                statement.execute("SELECT pg_catalog.count(pg_catalog.lo_create(oid)) FROM (SELECT DISTINCT oid FROM "
                        + LOADED + ") AS made");
                statement.execute(
                        "SELECT pg_catalog.count(*) FROM (SELECT pg_catalog.lo_put(oid, \"offset\", bytes) FROM "
                                + LOADED + " OFFSET 0) AS written");
                rows.record(connection, List.of(object.name()));
                return true;
            }
        });
    }
}
