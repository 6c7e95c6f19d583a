package dev.pgexport.pgdump;

/** How the output of pg_dump becomes objects. */
public enum PgDumpMode {
    /** One archive in custom format, which never touches a disk here. */
    STREAM,
    /** An archive in directory format, made by several workers in scratch space, each file an object. */
    STAGED,
    /** One file of SQL. */
    PLAIN
}
