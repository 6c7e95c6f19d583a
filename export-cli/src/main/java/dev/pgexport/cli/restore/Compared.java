package dev.pgexport.cli.restore;

/** What came of comparing the database with the export when everything was restored. */
sealed interface Compared permits Compared.Not, Compared.Unfinished, Differences {
    /** It was not wanted, or the export holds no rows that can be read. */
    record Not() implements Compared {}

    /** It came to no end. */
    record Unfinished(String reason) implements Compared {}
}
