package dev.pgexport.postgres.catalog;

import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.TableDescription;
import java.util.Optional;

/**
 * A table that is exported: its definition, and its own rows when {@link #data()} says so.
 *
 * @param oid pg_class.oid
 * @param description the table
 * @param bytes of heap and TOAST when the table was locked; 0 when it has no storage
 * @param pages blocks of the heap when the table was locked
 * @param splittable whether ranges of ctid split it without reading it whole for each: a heap, from PostgreSQL 14 on
 * @param condition the clause, {@code WHERE} and all, that an extension sets for the rows that are a user's
 */
public record CatalogTable(
        long oid,
        TableDescription description,
        long bytes,
        long pages,
        boolean splittable,
        Optional<String> condition) {

    public TableName name() {
        return description.name();
    }

    /** Return whether its own rows are part of the export. */
    public boolean data() {
        return description.data();
    }

    /** Return the qualified name as SQL wants it. */
    public String sqlName() {
        return SqlIdentifier.quote(name());
    }
}
