package dev.pgexport.compare.canonical.internal;

import java.util.Optional;

/** The bounds where one is not 1, and the elements in braces, NULL or quoted where they must be; see array_out(). */
final class ArrayRule implements Rule {
    private static final int MAXIMAL_DIMENSIONS = 6;

    private final Rule element;
    private final char delimiter;
    private final Quoting quoting;
    private final String delimiters;

    /**
     * Remember the elements.
     *
     * @param delimiter what separates them: a comma, but for boxes
     */
    ArrayRule(Rule element, char delimiter) {
        this.element = element;
        this.delimiter = delimiter;
        this.quoting = Quoting.element(delimiter);
        this.delimiters = "{}" + delimiter;
    }

    @Override
    public boolean verbatim() {
        return element.verbatim();
    }

    @Override
    public Optional<String> textOnly() {
        return element.textOnly();
    }

    @Override
    public void text(byte[] bytes, int offset, int length, Bytes out) {
        if (verbatim()) {
            out.take(bytes, offset, length);
            return;
        }
        Nested in = new Nested(bytes, offset, length);
        while (in.peek() != '{') {
            out.append(in.next());
        }
        int depth = 0;
        do {
            byte octet = in.peek();
            if (octet == '{' || octet == '}') {
                depth += octet == '{' ? 1 : -1;
                out.append(in.next());
            } else if (octet == delimiter) {
                out.append(in.next());
            } else if (isNull(bytes, in.position(), offset + length)) {
                out.ascii("NULL");
                for (int i = 0; i < 4; i++) {
                    in.next();
                }
            } else {
                in.value(element, quoting, delimiters, out);
            }
        } while (depth > 0);
        in.expectEnd();
    }

    /** An element that is the word itself is quoted. */
    private boolean isNull(byte[] bytes, int position, int end) {
        return Ascii.startsWith(bytes, position, end - position, "NULL")
                && position + 4 < end
                && delimiters.indexOf(bytes[position + 4]) >= 0;
    }

    @Override
    public void binary(byte[] bytes, int offset, int length, Bytes out) {
        Binary in = new Binary(bytes, offset, length);
        int dimensions = in.int32();
        in.skip(8); // whether there are NULLs, and the type of the elements by its OID
        if (dimensions < 0 || dimensions > MAXIMAL_DIMENSIONS) {
            throw new MalformedValue("it has " + dimensions + " dimensions");
        }
        int[] sizes = new int[dimensions];
        int[] lowerBounds = new int[dimensions];
        boolean bounds = false;
        boolean empty = dimensions == 0;
        for (int i = 0; i < dimensions; i++) {
            sizes[i] = in.int32();
            lowerBounds[i] = in.int32();
            if (sizes[i] < 0) {
                throw new MalformedValue("a dimension has " + sizes[i] + " elements");
            }
            bounds |= lowerBounds[i] != 1;
            empty |= sizes[i] == 0;
        }
        if (empty) {
            out.ascii("{}");
        } else {
            if (bounds) {
                bounds(sizes, lowerBounds, out);
            }
            elements(in, sizes, 0, out);
        }
        in.expectEnd();
    }

    private static void bounds(int[] sizes, int[] lowerBounds, Bytes out) {
        for (int i = 0; i < sizes.length; i++) {
            out.append('[');
            out.decimal(lowerBounds[i]);
            out.append(':');
            out.decimal((long) lowerBounds[i] + sizes[i] - 1);
            out.append(']');
        }
        out.append('=');
    }

    private void elements(Binary in, int[] sizes, int dimension, Bytes out) {
        out.append('{');
        for (int i = 0; i < sizes[dimension]; i++) {
            if (i > 0) {
                out.append(delimiter);
            }
            if (dimension + 1 < sizes.length) {
                elements(in, sizes, dimension + 1, out);
                continue;
            }
            int size = in.int32();
            if (size == -1) {
                out.ascii("NULL");
            } else {
                int start = out.length();
                element.binary(in.bytes(), in.skip(size), size, out);
                quoting.quote(out, start);
            }
        }
        out.append('}');
    }
}
