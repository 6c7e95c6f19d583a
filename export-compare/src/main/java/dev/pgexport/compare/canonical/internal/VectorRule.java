package dev.pgexport.compare.canonical.internal;

/**
 * int2vector and oidvector: the elements with blanks between.
 *
 * @param element their type
 */
record VectorRule(Rule element) implements Rule {
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
        int dimensions = in.int32();
        in.skip(8);
        if (dimensions < 0 || dimensions > 1) {
            throw new MalformedValue("it has " + dimensions + " dimensions");
        }
        int size = 0;
        if (dimensions == 1) {
            size = in.int32();
            in.skip(4);
        }
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                out.append(' ');
            }
            int bytesOfElement = in.int32();
            element.binary(bytes, in.skip(bytesOfElement), bytesOfElement, out);
        }
        in.expectEnd();
    }
}
