package dev.pgexport.compare.canonical.internal;

/** Coordinates as of double precision, between the marks of each type. */
enum GeometricRule implements Rule {
    POINT,
    LINE,
    LINE_SEGMENT,
    BOX,
    PATH,
    POLYGON,
    CIRCLE;

    @Override
    public boolean verbatim() {
        return true;
    }

    @Override
    public void text(byte[] bytes, int offset, int length, Bytes out) {
        out.take(bytes, offset, length);
    }

    @Override
    public void binary(byte[] bytes, int offset, int length, Bytes out) {
        Binary in = new Binary(bytes, offset, length);
        switch (this) {
            case POINT -> points(in, 1, out);
            case LINE -> {
                out.append('{');
                coordinates(in, 3, out);
                out.append('}');
            }
            case LINE_SEGMENT -> {
                out.append('[');
                points(in, 2, out);
                out.append(']');
            }
            case BOX -> points(in, 2, out);
            case PATH -> {
                boolean closed = in.octet() != 0;
                out.append(closed ? '(' : '[');
                points(in, in.count(16), out);
                out.append(closed ? ')' : ']');
            }
            case POLYGON -> {
                out.append('(');
                points(in, in.count(16), out);
                out.append(')');
            }
            case CIRCLE -> {
                out.append('<');
                points(in, 1, out);
                out.append(',');
                coordinates(in, 1, out);
                out.append('>');
            }
        }
        in.expectEnd();
    }

    private static void points(Binary in, int count, Bytes out) {
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                out.append(',');
            }
            out.append('(');
            coordinates(in, 2, out);
            out.append(')');
        }
    }

    private static void coordinates(Binary in, int count, Bytes out) {
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                out.append(',');
            }
            FloatingPoint.appendDouble(in.int64(), out);
        }
    }
}
