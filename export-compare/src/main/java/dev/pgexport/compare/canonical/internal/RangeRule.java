package dev.pgexport.compare.canonical.internal;

import java.util.Optional;

/**
 * The bounds between brackets or parentheses, quoted where they must be, or {@code empty}; see range_out().
 *
 * @param subtype what the bounds are
 */
record RangeRule(Rule subtype) implements Rule {
    private static final int EMPTY = 0x01;
    private static final int LOWER_INCLUSIVE = 0x02;
    private static final int UPPER_INCLUSIVE = 0x04;
    private static final int LOWER_INFINITE = 0x08;
    private static final int UPPER_INFINITE = 0x10;
    private static final String DELIMITERS = ",)]";

    @Override
    public boolean verbatim() {
        return subtype.verbatim();
    }

    @Override
    public Optional<String> textOnly() {
        return subtype.textOnly();
    }

    @Override
    public void text(byte[] bytes, int offset, int length, Bytes out) {
        if (verbatim() || Ascii.is(bytes, offset, length, "empty")) {
            out.take(bytes, offset, length);
            return;
        }
        Nested in = new Nested(bytes, offset, length);
        range(in, out);
        in.expectEnd();
    }

    /** Append the canonical text of the range that is next. */
    void range(Nested in, Bytes out) {
        out.append(oneOf('[', '(', in));
        bound(in, out);
        in.expect(',');
        out.append(',');
        bound(in, out);
        out.append(oneOf(']', ')', in));
    }

    private static byte oneOf(char inclusive, char exclusive, Nested in) {
        byte octet = in.next();
        Ascii.expect(octet == inclusive || octet == exclusive);
        return octet;
    }

    private void bound(Nested in, Bytes out) {
        if (DELIMITERS.indexOf(in.peek()) < 0) {
            in.value(subtype, Quoting.BOUND, DELIMITERS, out);
        }
    }

    @Override
    public void binary(byte[] bytes, int offset, int length, Bytes out) {
        Binary in = new Binary(bytes, offset, length);
        int flags = in.octet();
        if ((flags & EMPTY) != 0) {
            out.ascii("empty");
        } else {
            out.append((flags & LOWER_INCLUSIVE) != 0 ? '[' : '(');
            if ((flags & LOWER_INFINITE) == 0) {
                bound(in, out);
            }
            out.append(',');
            if ((flags & UPPER_INFINITE) == 0) {
                bound(in, out);
            }
            out.append((flags & UPPER_INCLUSIVE) != 0 ? ']' : ')');
        }
        in.expectEnd();
    }

    private void bound(Binary in, Bytes out) {
        int size = in.int32();
        int start = out.length();
        subtype.binary(in.bytes(), in.skip(size), size, out);
        Quoting.BOUND.quote(out, start);
    }
}
