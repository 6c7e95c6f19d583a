package dev.pgexport.compare.canonical.internal;

/** Says that bytes are no value of a type; never holds the value. */
public final class MalformedValue extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedValue(String message) {
        super(message);
    }
}
