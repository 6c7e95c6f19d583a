package dev.pgexport.compare.canonical.internal;

import java.util.Optional;

/**
 * Types whose text is taken as it is and whose binary form cannot be read.
 *
 * @param reason why not, as a clause
 */
record TextOnlyRule(String reason) implements Rule {
    @Override
    public boolean verbatim() {
        return true;
    }

    @Override
    public Optional<String> textOnly() {
        return Optional.of(reason);
    }

    @Override
    public void text(byte[] bytes, int offset, int length, Bytes out) {
        out.take(bytes, offset, length);
    }

    @Override
    public void binary(byte[] bytes, int offset, int length, Bytes out) {
        throw new MalformedValue(reason);
    }
}
