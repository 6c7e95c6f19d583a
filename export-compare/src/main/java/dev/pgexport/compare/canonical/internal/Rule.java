package dev.pgexport.compare.canonical.internal;

import java.util.Optional;

/** How the values of a type become canonical. Stateless; throws {@link MalformedValue} for what is no value. */
public interface Rule {
    /** Append the canonical bytes of a value that is given as text. */
    void text(byte[] bytes, int offset, int length, Bytes out);

    /** Append the canonical bytes of a value that is given in binary form. */
    void binary(byte[] bytes, int offset, int length, Bytes out);

    /** Tell whether each text is canonical as it is. */
    default boolean verbatim() {
        return false;
    }

    /** Return why the binary form cannot be read; empty when it can. */
    default Optional<String> textOnly() {
        return Optional.empty();
    }
}
