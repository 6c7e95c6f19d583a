package dev.pgexport.api.read;

/**
 * One row, as places in an array: nothing is copied, and the same object and the same array are used for the next row.
 *
 * <p>Valid until the call that handed it over returns. Not thread-safe. Only read the array, and only the places that the
 * row names: what else is in it may be anything.
 */
public interface Row {
    /** Return the array that holds the values. */
    byte[] bytes();

    /** Return how many values there are, 0 or more. */
    int fieldCount();

    /** Return where a value starts; 0 for NULL. */
    int offset(int field);

    /** Return how many bytes a value has, -1 for NULL. */
    int length(int field);

    /** Return whether a value is NULL, which is not the same as no bytes. */
    default boolean isNull(int field) {
        return length(field) < 0;
    }
}
