package dev.pgexport.api;

import java.util.List;

/** What the bytes of an object are to whoever loads them into a database as they come, see {@link Loading}. */
public sealed interface ObjectContent {
    /**
     * All definitions, without rows: an archive of pg_dump's in its custom format. It is the first of an export's objects, as
     * rows can be loaded only where there are tables.
     */
    record Definitions() implements ObjectContent {}

    /**
     * Rows of one table, as {@code COPY ... FROM STDIN} takes them.
     *
     * @param table whose rows
     * @param columns in the order of the values
     * @param options COPY's, as in {@code FORMAT csv, HEADER true}
     */
    record Rows(TableName table, List<String> columns, String options) implements ObjectContent {
        public Rows {
            columns = List.copyOf(columns);
        }
    }

    /** The values of sequences: CSV with the header {@code schema,name,last_value,is_called}, as setval() takes them. */
    record Sequences() implements ObjectContent {}

    /**
     * Large objects: rows of oid, offset and the bytes from there, as COPY takes them; an empty one has a row without bytes.
     *
     * @param options COPY's, as in {@code FORMAT csv, HEADER true}
     */
    record LargeObjects(String options) implements ObjectContent {}

    /** Everything, definitions and rows: an archive of pg_dump's in its custom format, the only object of its export. */
    record Dump() implements ObjectContent {}

    /** What can be stored, and not be loaded as it comes. */
    record Other() implements ObjectContent {}
}
