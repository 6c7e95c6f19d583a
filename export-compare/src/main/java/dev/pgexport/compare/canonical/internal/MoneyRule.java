package dev.pgexport.compare.canonical.internal;

import java.util.Arrays;

/**
 * The number that is stored, in decimal digits: a text has it with the separators and the sign of some lc_monetary. Its
 * unit, as a cent, is that setting's and not in the value.
 */
final class MoneyRule implements Rule {
    /** U+2212 in UTF-8. */
    private static final byte[] MINUS = {(byte) 0xe2, (byte) 0x88, (byte) 0x92};

    @Override
    public void text(byte[] bytes, int offset, int length, Bytes out) {
        int end = offset + length;
        if (isNegative(bytes, offset, end)) {
            out.append('-');
        }
        int digits = 0;
        for (int i = offset; i < end; i++) {
            if (Ascii.isDigit(bytes[i]) && (digits > 0 || bytes[i] != '0')) {
                out.append(bytes[i]);
                digits++;
            }
        }
        if (digits == 0) {
            Ascii.expect(Ascii.indexOf(bytes, offset, end, '0') >= 0);
            out.append('0');
        }
    }

    /** A minus sign of ASCII or Unicode, or parentheses. */
    private static boolean isNegative(byte[] bytes, int offset, int end) {
        for (int i = offset; i < end; i++) {
            if (bytes[i] == '-' || bytes[i] == '(' || isMinus(bytes, i, end)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMinus(byte[] bytes, int from, int end) {
        return end - from >= MINUS.length && Arrays.equals(bytes, from, from + MINUS.length, MINUS, 0, MINUS.length);
    }

    @Override
    public void binary(byte[] bytes, int offset, int length, Bytes out) {
        Binary.expect(8, length);
        out.decimal(Binary.int64(bytes, offset));
    }
}
