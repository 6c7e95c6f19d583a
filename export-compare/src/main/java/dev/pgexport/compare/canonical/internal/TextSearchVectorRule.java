package dev.pgexport.compare.canonical.internal;

/** tsvector: quoted words with their positions and weights, see tsvectorout(). */
final class TextSearchVectorRule implements Rule {
    private static final int POSITION = 0x3fff;

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
        int words = in.count(3);
        for (int i = 0; i < words; i++) {
            if (i > 0) {
                out.append(' ');
            }
            quoted(in, out);
            int positions = in.unsigned16();
            for (int j = 0; j < positions; j++) {
                int position = in.unsigned16();
                out.append(j == 0 ? ':' : ',');
                out.decimal(position & POSITION);
                switch (position >> 14) {
                    case 3 -> out.append('A');
                    case 2 -> out.append('B');
                    case 1 -> out.append('C');
                    default -> {
                        // D, the default, is not written
                    }
                }
            }
        }
        in.expectEnd();
    }

    /** Append a word in single quotes, with quotes and backslashes in it doubled. */
    static void quoted(Binary in, Bytes out) {
        int start = in.skipText();
        int end = in.position() - 1;
        out.append('\'');
        for (int i = start; i < end; i++) {
            byte octet = in.bytes()[i];
            if (octet == '\'' || octet == '\\') {
                out.append(octet);
            }
            out.append(octet);
        }
        out.append('\'');
    }
}
