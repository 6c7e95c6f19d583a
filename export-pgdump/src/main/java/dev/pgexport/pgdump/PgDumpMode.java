package dev.pgexport.pgdump;

/** How the output of pg_dump becomes objects. */
public enum PgDumpMode {
    /** One archive in custom format, which never touches a disk here. */
    STREAM("pgdump-custom"),
    /** An archive in directory format, made by several workers in scratch space, each file an object. */
    STAGED("pgdump-directory"),
    /** One file of SQL. */
    PLAIN("pgdump-plain");

    private final String reader;

    PgDumpMode(String reader) {
        this.reader = reader;
    }

    /** Return the name of the reader of what this writes. */
    public String reader() {
        return reader;
    }
}
