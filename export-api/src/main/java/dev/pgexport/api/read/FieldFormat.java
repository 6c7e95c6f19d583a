package dev.pgexport.api.read;

/** In which form the values of a row are. */
public enum FieldFormat {
    /** What the type's output function writes, in UTF-8, without the escapes of the format it was stored in. */
    TEXT,
    /** What the type's send function writes, with texts in UTF-8. */
    BINARY
}
