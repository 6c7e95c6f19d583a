package dev.pgexport.copy.internal;

import dev.pgexport.api.ExportObject;
import dev.pgexport.api.ObjectContent;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Written;
import dev.pgexport.copy.CopyFormat;
import dev.pgexport.postgres.snapshot.SnapshotCoordinator;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The large objects: rows of oid, offset and the bytes from there, by oid and offset; an empty one has a row without
 * bytes.
 */
record LargeObjectsObject(CopyStream stream, CopyFormat format, long estimatedBytes) implements ExportObject {
    static final List<String> COLUMNS = List.of("oid", "offset", "bytes");
    static final String FOLDER = "large_objects";

    /**
     * By functions and not from pg_largeobject, which only a superuser may read. The modes and origins are those of
     * libpq-fs.h: INV_READ is 0x40000, SEEK_END is 2. OFFSET 0 keeps the steps apart and in order.
     */
    private static final String QUERY = """
            SELECT oid, chunk AS "offset", pg_catalog.lo_get(oid, chunk, 262144) AS bytes
            FROM (
              SELECT oid, size, pg_catalog.lo_close(descriptor)
              FROM (
                SELECT oid, descriptor, pg_catalog.lo_lseek64(descriptor, 0, 2) AS size
                FROM (
                  SELECT oid, pg_catalog.lo_open(oid, 262144) AS descriptor
                  FROM (SELECT oid FROM pg_catalog.pg_largeobject_metadata ORDER BY oid OFFSET 0) AS object
                  OFFSET 0
                ) AS opened
                OFFSET 0
              ) AS measured
              OFFSET 0
            ) AS closed,
            LATERAL pg_catalog.generate_series(0, greatest(size - 1, 0), 262144) AS chunk
            """;

    /** Return about how many bytes the large objects of the database have. */
    static long size(Workers workers, SnapshotCoordinator coordinator) throws InterruptedException {
        try (Worker worker = workers.lend();
                Statement statement = worker.connection().createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT pg_catalog.pg_relation_size('pg_catalog.pg_largeobject')")) {
            row.next();
            long size = row.getLong(1);
            worker.succeed();
            return size;
        } catch (SQLException e) {
            throw coordinator.failure(e, "read the size of the large objects", List.of());
        }
    }

    @Override
    public ObjectName name() {
        return ObjectName.of(FOLDER, "00001." + format.extension());
    }

    @Override
    public boolean compressible() {
        return true;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public ObjectContent content() {
        return new ObjectContent.LargeObjects(format.options());
    }

    @Override
    public Written writeTo(OutputStream out) throws IOException, InterruptedException {
        stream.copy("COPY (" + QUERY + ") TO STDOUT (" + format.options() + ")", "the large objects", List.of(), out);
        return Written.withoutRows();
    }
}
