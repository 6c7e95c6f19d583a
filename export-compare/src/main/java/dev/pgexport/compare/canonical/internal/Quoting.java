package dev.pgexport.compare.canonical.internal;

/** How a type that holds others quotes their texts: as array_out(), record_out() and range_out() do. */
final class Quoting {
    /** For the attributes of composite types. */
    static final Quoting ATTRIBUTE = new Quoting("\"\\(),", false);
    /** For the bounds of ranges. */
    static final Quoting BOUND = new Quoting("\"\\()[],", false);

    private final boolean[] special = new boolean[128];
    private final boolean ofArray;

    private Quoting(String special, boolean ofArray) {
        for (int i = 0; i < special.length(); i++) {
            this.special[special.charAt(i)] = true;
        }
        this.ofArray = ofArray;
    }

    /** Return how the elements of an array are quoted whose type has this delimiter. */
    static Quoting element(char delimiter) {
        return new Quoting("\"\\{}" + delimiter, true);
    }

    /** Quote the text that starts at a position and ends where the bytes end, if it needs to be. */
    void quote(Bytes out, int start) {
        byte[] bytes = out.own();
        int end = out.length();
        int escapes = 0;
        boolean quoted = start == end || (ofArray && isNull(bytes, start, end));
        for (int i = start; i < end; i++) {
            byte octet = bytes[i];
            if ((octet >= 0 && special[octet]) || Ascii.isSpace(octet)) {
                quoted = true;
                if (isEscaped(octet)) {
                    escapes++;
                }
            }
        }
        if (quoted) {
            quote(out.insert(end, escapes + 2), start, end, escapes);
        }
    }

    private void quote(byte[] bytes, int start, int end, int escapes) {
        int to = end + escapes + 1;
        bytes[to--] = '"';
        for (int i = end - 1; i >= start; i--) {
            byte octet = bytes[i];
            bytes[to--] = octet;
            if (isEscaped(octet)) {
                bytes[to--] = ofArray ? (byte) '\\' : octet;
            }
        }
        bytes[to] = '"';
    }

    private static boolean isEscaped(byte octet) {
        return octet == '"' || octet == '\\';
    }

    private static boolean isNull(byte[] bytes, int start, int end) {
        return end - start == 4
                && (bytes[start] | 0x20) == 'n'
                && (bytes[start + 1] | 0x20) == 'u'
                && (bytes[start + 2] | 0x20) == 'l'
                && (bytes[start + 3] | 0x20) == 'l';
    }
}
