package dev.pgexport.compare.canonical.internal;

import java.nio.charset.StandardCharsets;

/**
 * The shortest digits that read back as the same number; -0 is not 0, and all NaN are the same. A text that is not
 * plainly of this kind, as 1.0E10 or 0.10000000000000001, is read and written anew.
 */
enum FloatingPointRule implements Rule {
    FLOAT4(4, 6),
    FLOAT8(8, 15);

    private final int size;
    private final int plainDigits;

    /**
     * Remember the type.
     *
     * @param plainDigits with up to how many digits no two texts are read as the same number (FLT_DIG, DBL_DIG)
     */
    FloatingPointRule(int size, int plainDigits) {
        this.size = size;
        this.plainDigits = plainDigits;
    }

    @Override
    public void text(byte[] bytes, int offset, int length, Bytes out) {
        if (isPlain(bytes, offset, length)) {
            out.take(bytes, offset, length);
            return;
        }
        String text = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        try {
            if (this == FLOAT4) {
                FloatingPoint.appendFloat(Float.floatToRawIntBits(Float.parseFloat(text)), out);
            } else {
                FloatingPoint.appendDouble(Double.doubleToRawLongBits(Double.parseDouble(text)), out);
            }
        } catch (NumberFormatException e) {
            throw new MalformedValue("the text is not what the type's output function writes");
        }
    }

    /** Tell whether there are few digits, no zeros too many at either end, and an exponent as PostgreSQL writes it. */
    private boolean isPlain(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int first = offset < end && bytes[offset] == '-' ? offset + 1 : offset;
        int digits = 0;
        boolean point = false;
        int i = first;
        for (; i < end; i++) {
            if (bytes[i] == '.' && !point && digits > 0) {
                point = true;
            } else if (Ascii.isDigit(bytes[i])) {
                digits++;
            } else {
                break;
            }
        }
        if (digits == 0 || digits > plainDigits || (point && (bytes[i - 1] == '0' || bytes[i - 1] == '.'))) {
            return false;
        }
        boolean fraction = point && bytes[first] == '0' && bytes[first + 1] == '.';
        if (bytes[first] == '0' && digits > 1 && !fraction) {
            return false;
        }
        if (i == end) {
            return isFixed(bytes, first, i, point, fraction);
        }
        return bytes[first] != '0' && (digits == 1 || bytes[first + 1] == '.') && isExponent(bytes, i, end);
    }

    /** Tell whether such a number has no exponent. */
    private boolean isFixed(byte[] bytes, int first, int end, boolean point, boolean fraction) {
        if (fraction) {
            return !Ascii.startsWith(bytes, first, end - first, "0.0000");
        }
        int whole = point ? Ascii.indexOf(bytes, first, end, '.') - first : end - first;
        return whole <= plainDigits;
    }

    private boolean isExponent(byte[] bytes, int from, int end) {
        if (end - from < 4 || bytes[from] != 'e' || (bytes[from + 1] != '-' && bytes[from + 1] != '+')) {
            return false;
        }
        int exponent = 0;
        for (int i = from + 2; i < end; i++) {
            if (!Ascii.isDigit(bytes[i])) {
                return false;
            }
            exponent = Math.min(1000, 10 * exponent + bytes[i] - '0');
        }
        // Near the smallest numbers fewer digits are enough.
        int least = this == FLOAT4 ? 36 : 306;
        return bytes[from + 1] == '+' ? exponent >= plainDigits : exponent > 4 && exponent < least;
    }

    @Override
    public void binary(byte[] bytes, int offset, int length, Bytes out) {
        Binary.expect(size, length);
        if (this == FLOAT4) {
            FloatingPoint.appendFloat(Binary.int32(bytes, offset), out);
        } else {
            FloatingPoint.appendDouble(Binary.int64(bytes, offset), out);
        }
    }
}
