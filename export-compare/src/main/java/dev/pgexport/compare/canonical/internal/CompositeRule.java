package dev.pgexport.compare.canonical.internal;

import java.util.List;
import java.util.Optional;

/** The attributes in parentheses, NULL as nothing, quoted where they must be; see record_out(). */
final class CompositeRule implements Rule {
    private static final String DELIMITERS = ",)";

    private final List<Rule> attributes;
    private final boolean verbatim;

    CompositeRule(List<Rule> attributes) {
        this.attributes = List.copyOf(attributes);
        this.verbatim = attributes.stream().allMatch(Rule::verbatim);
    }

    @Override
    public boolean verbatim() {
        return verbatim;
    }

    @Override
    public Optional<String> textOnly() {
        return attributes.stream().flatMap(rule -> rule.textOnly().stream()).findFirst();
    }

    @Override
    public void text(byte[] bytes, int offset, int length, Bytes out) {
        if (verbatim) {
            out.take(bytes, offset, length);
            return;
        }
        Nested in = new Nested(bytes, offset, length);
        in.expect('(');
        out.append('(');
        for (int i = 0; i < attributes.size(); i++) {
            if (i > 0) {
                in.expect(',');
                out.append(',');
            }
            if (DELIMITERS.indexOf(in.peek()) < 0) {
                in.value(attributes.get(i), Quoting.ATTRIBUTE, DELIMITERS, out);
            }
        }
        in.expect(')');
        out.append(')');
        in.expectEnd();
    }

    @Override
    public void binary(byte[] bytes, int offset, int length, Bytes out) {
        Binary in = new Binary(bytes, offset, length);
        int count = in.int32();
        if (count != attributes.size()) {
            throw new MalformedValue("it has " + count + " attributes instead of " + attributes.size());
        }
        out.append('(');
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                out.append(',');
            }
            in.skip(4); // the attribute's type by its OID
            int size = in.int32();
            if (size != -1) {
                int start = out.length();
                attributes.get(i).binary(bytes, in.skip(size), size, out);
                Quoting.ATTRIBUTE.quote(out, start);
            }
        }
        out.append(')');
        in.expectEnd();
    }
}
