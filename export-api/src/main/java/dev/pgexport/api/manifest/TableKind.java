package dev.pgexport.api.manifest;

/** What kind of relation a table is, see pg_class.relkind. */
public enum TableKind {
    TABLE,
    PARTITIONED_TABLE,
    FOREIGN_TABLE,
    MATERIALIZED_VIEW
}
