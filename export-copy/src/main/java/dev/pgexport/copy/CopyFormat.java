package dev.pgexport.copy;

import java.util.Locale;

/** How COPY writes rows, see "COPY", File Formats, in PostgreSQL's documentation. */
public enum CopyFormat {
    /** Comma-separated values with a header line. */
    CSV("FORMAT csv, HEADER true"),
    /** Tab-separated lines with backslash escapes. */
    TEXT("FORMAT text"),
    /** The types' binary forms, for the same major version and types. */
    BINARY("FORMAT binary");

    private final String options;

    CopyFormat(String options) {
        this.options = options;
    }

    /** Return the options of the COPY command. */
    public String options() {
        return options;
    }

    /** Return what the names of such objects end in, without the dot. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Return the name of the reader of such rows. */
    public String reader() {
        return "copy-" + extension();
    }
}
