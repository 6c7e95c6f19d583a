package dev.pgexport.postgres.catalog;

import dev.pgexport.api.TableName;
import java.util.Optional;

/**
 * A row of pg_class with what decides about it.
 *
 * @param kind pg_class.relkind, one of {@code r p m f S}
 * @param unlogged pg_class.relpersistence
 * @param heap whether its access method is PostgreSQL's own
 * @param toast the oid of its TOAST table, or 0
 * @param partition whether it is a partition of another table
 * @param rowSecurity whether policies apply to the current user
 * @param readable whether the current user has SELECT on it
 * @param reachable whether the current user has USAGE on its schema
 * @param extension the extension that it is a member of
 * @param owner of a sequence, the table whose column owns it
 * @param identity of an owned sequence, whether the column is an identity column
 * @param foreignServer of a foreign table, its server
 */
record Relation(
        long oid,
        long schemaOid,
        TableName name,
        char kind,
        boolean unlogged,
        boolean heap,
        long toast,
        boolean partition,
        boolean rowSecurity,
        boolean readable,
        boolean reachable,
        Optional<Extension> extension,
        Optional<Long> owner,
        boolean identity,
        Optional<String> foreignServer) {

    /** An extension; those that initdb makes are built in. */
    record Extension(long oid, String name) {
        /** FirstNormalObjectId of transam.h. */
        private static final long FIRST_NORMAL_OBJECT_ID = 16384;

        boolean builtIn() {
            return oid < FIRST_NORMAL_OBJECT_ID;
        }
    }

    boolean sequence() {
        return kind == 'S';
    }

    /** Whether it has rows of its own that COPY can read. */
    boolean ordinary() {
        return kind == 'r';
    }

    /** Whether pg_dump would lock it: LOCK TABLE takes only these. */
    boolean lockable() {
        return kind == 'r' || kind == 'p';
    }
}
