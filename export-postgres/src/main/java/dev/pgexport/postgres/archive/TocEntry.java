package dev.pgexport.postgres.archive;

import dev.pgexport.api.TableName;
import java.util.Optional;

/**
 * An entry of an archive's table of contents that has data.
 *
 * @param id its number in the archive
 * @param description what it is, as in {@code TABLE DATA}
 * @param table the table, when it is the rows of one
 * @param copy what is said of the rows of a table, when they are wanted
 * @param file the file with the data as the archive names it, in a directory only
 */
public record TocEntry(
        int id, String description, Optional<TableName> table, Optional<CopyHeader> copy, Optional<String> file) {
    static final TocEntry NONE = new TocEntry(0, "", Optional.empty(), Optional.empty(), Optional.empty());
    static final String TABLE_DATA = "TABLE DATA";
    static final String LARGE_OBJECTS = "BLOBS";

    /** Return whether the data are large objects. */
    public boolean isLargeObjects() {
        return description.equals(LARGE_OBJECTS);
    }

    @Override
    public String toString() {
        return description + " " + table.map(TableName::toString).orElse("") + " (entry " + id + ")";
    }
}
