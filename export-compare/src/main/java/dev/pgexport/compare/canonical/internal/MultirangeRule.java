package dev.pgexport.compare.canonical.internal;

import java.util.Optional;

/**
 * The ranges in braces; see multirange_out().
 *
 * @param range their type
 */
record MultirangeRule(RangeRule range) implements Rule {
    @Override
    public boolean verbatim() {
        return range.verbatim();
    }

    @Override
    public Optional<String> textOnly() {
        return range.textOnly();
    }

    @Override
    public void text(byte[] bytes, int offset, int length, Bytes out) {
        if (verbatim()) {
            out.take(bytes, offset, length);
            return;
        }
        Nested in = new Nested(bytes, offset, length);
        in.expect('{');
        out.append('{');
        while (!in.passes('}')) {
            range.range(in, out);
            if (in.passes(',')) {
                out.append(',');
            }
        }
        out.append('}');
        in.expectEnd();
    }

    @Override
    public void binary(byte[] bytes, int offset, int length, Bytes out) {
        Binary in = new Binary(bytes, offset, length);
        int count = in.count(5);
        out.append('{');
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                out.append(',');
            }
            int size = in.int32();
            range.binary(bytes, in.skip(size), size, out);
        }
        out.append('}');
        in.expectEnd();
    }
}
