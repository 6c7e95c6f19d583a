package dev.pgexport.compare.canonical.internal;

/** Looks at texts. */
final class Ascii {
    private Ascii() {}

    static boolean is(byte[] bytes, int offset, int length, String text) {
        return length == text.length() && startsWith(bytes, offset, length, text);
    }

    static boolean startsWith(byte[] bytes, int offset, int length, String text) {
        if (length < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[offset + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static boolean endsWith(byte[] bytes, int offset, int length, String text) {
        return length >= text.length() && startsWith(bytes, offset + length - text.length(), text.length(), text);
    }

    static int indexOf(byte[] bytes, int offset, int end, int octet) {
        for (int i = offset; i < end; i++) {
            if (bytes[i] == octet) {
                return i;
            }
        }
        return -1;
    }

    static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    /** Tell what isspace() tells in the locale C. */
    static boolean isSpace(byte octet) {
        return octet == ' ' || (octet >= '\t' && octet <= '\r');
    }

    static void expect(boolean right) {
        if (!right) {
            throw new MalformedValue("the text is not what the type's output function writes");
        }
    }
}
