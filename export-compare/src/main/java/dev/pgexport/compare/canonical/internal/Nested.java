package dev.pgexport.compare.canonical.internal;

/** Walks through the text of a value that holds others, and makes those canonical one by one. */
final class Nested {
    private final byte[] bytes;
    private final int end;
    private int position;

    Nested(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    boolean atEnd() {
        return position == end;
    }

    /** Return the next byte, which stays the next. */
    byte peek() {
        Ascii.expect(position < end);
        return bytes[position];
    }

    byte next() {
        byte octet = peek();
        position++;
        return octet;
    }

    /** Pass over the next byte if it is this one, and tell whether it was. */
    boolean passes(char octet) {
        if (position < end && bytes[position] == octet) {
            position++;
            return true;
        }
        return false;
    }

    void expect(char octet) {
        Ascii.expect(passes(octet));
    }

    void expectEnd() {
        Ascii.expect(atEnd());
    }

    int position() {
        return position;
    }

    /**
     * Append the canonical text of the value that starts here and ends before a delimiter, quoted again.
     *
     * @param delimiters what ends it where it is not quoted
     */
    void value(Rule rule, Quoting quoting, String delimiters, Bytes out) {
        int start = out.length();
        int from = position;
        boolean plain = true;
        boolean quoted = false;
        while (position < end) {
            byte octet = bytes[position];
            if (octet == '"') {
                plain = false;
                quoted = !quoted;
            } else if (octet == '\\') {
                plain = false;
                position++;
            } else if (!quoted && delimiters.indexOf(octet) >= 0) {
                break;
            }
            position++;
        }
        Ascii.expect(!quoted && position <= end);
        if (plain) {
            rule.text(bytes, from, position - from, out);
        } else {
            unescape(from, position, out);
            int raw = out.length();
            rule.text(out.own(), start, raw - start, out);
            out.remove(start, raw);
        }
        quoting.quote(out, start);
    }

    /** A backslash makes the next byte plain; in quotes, a quote doubled is one. */
    private void unescape(int from, int to, Bytes out) {
        boolean quoted = false;
        for (int i = from; i < to; i++) {
            byte octet = bytes[i];
            if (octet == '\\') {
                i++;
                Ascii.expect(i < to);
                out.append(bytes[i]);
            } else if (octet != '"') {
                out.append(octet);
            } else if (quoted && i + 1 < to && bytes[i + 1] == '"') {
                out.append('"');
                i++;
            } else {
                quoted = !quoted;
            }
        }
    }
}
