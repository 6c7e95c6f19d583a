package dev.pgexport.engine.verify;

import java.util.Comparator;

/**
 * Something in which an export is not what its manifest says.
 *
 * @param kind what is wrong
 * @param subject the object or table, or the export's id
 * @param detail what was expected and what was found
 */
public record Difference(Kind kind, String subject, String detail) implements Comparable<Difference> {
    /** What is wrong. */
    public enum Kind {
        /** An object of the manifest does not exist. */
        MISSING,
        /** An object exists that the manifest does not know. */
        UNEXPECTED,
        /** An object's size is another. */
        SIZE,
        /** An object's bytes are others. */
        CHECKSUM,
        /** An object's bytes cannot be decoded to a whole object. */
        UNDECODABLE,
        /** A number of rows is another. */
        ROWS,
        /** The manifest contradicts itself. */
        MANIFEST
    }

    @Override
    public int compareTo(Difference other) {
        return Comparator.comparing(Difference::subject)
                .thenComparing(Difference::kind)
                .thenComparing(Difference::detail)
                .compare(this, other);
    }
}
