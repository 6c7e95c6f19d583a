package dev.pgexport.postgres.archive;

/** The forms of archives; their codes are in the archive's header. */
enum ArchiveFormat {
    CUSTOM(1),
    /** The table of contents of a directory calls itself one of a tar archive. */
    DIRECTORY(3);

    private final int code;

    ArchiveFormat(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
