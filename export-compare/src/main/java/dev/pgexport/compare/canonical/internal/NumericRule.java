package dev.pgexport.compare.canonical.internal;

import java.util.OptionalInt;

/**
 * Decimal digits, with as many after the point as the value has: its scale is stored, and 1.0 is restored as 1.0.
 * Where the type declares a scale, all values have that one, so zeros are added or dropped until the text has it too.
 *
 * @param scale the declared scale
 */
record NumericRule(OptionalInt scale) implements Rule {
    private static final int POSITIVE = 0x0000;
    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int POSITIVE_INFINITY = 0xD000;
    private static final int NEGATIVE_INFINITY = 0xF000;
    private static final int HEAD = 8;
    private static final int MAXIMAL_SCALE = 0x3fff;

    @Override
    public boolean verbatim() {
        return scale.isEmpty();
    }

    @Override
    public void text(byte[] bytes, int offset, int length, Bytes out) {
        if (hasDeclaredScale(bytes, offset, length)) {
            out.take(bytes, offset, length);
            return;
        }
        int end = offset + length;
        int wanted = Math.max(0, scale.orElse(0));
        int point = Ascii.indexOf(bytes, offset, end, '.');
        int digits = point < 0 ? 0 : end - point - 1;
        while (digits > wanted && bytes[end - 1] == '0') {
            end--;
            digits--;
        }
        if (digits == 0 && point >= 0) {
            end = point;
        }
        out.append(bytes, offset, end - offset);
        if (digits == 0 && wanted > 0) {
            out.append('.');
        }
        for (; digits < wanted; digits++) {
            out.append('0');
        }
    }

    private boolean hasDeclaredScale(byte[] bytes, int offset, int length) {
        if (scale.isEmpty() || length == 0 || bytes[offset + length - 1] > '9') {
            return true; // NaN and Infinity end in letters
        }
        int wanted = scale.getAsInt();
        return wanted <= 0
                ? Ascii.indexOf(bytes, offset, offset + length, '.') < 0
                : length > wanted && bytes[offset + length - 1 - wanted] == '.';
    }

    @Override
    public void binary(byte[] bytes, int offset, int length, Bytes out) {
        if (length < HEAD) {
            throw new MalformedValue("it ends too early");
        }
        int start = out.length();
        int groups = Binary.int16(bytes, offset);
        int weight = Binary.int16(bytes, offset + 2);
        int sign = Binary.int16(bytes, offset + 4) & 0xffff;
        int shown = Binary.int16(bytes, offset + 6);
        if (groups < 0 || shown < 0 || shown > MAXIMAL_SCALE) {
            throw new MalformedValue("its numbers of digits are wrong");
        }
        Binary.expect(HEAD + 2 * groups, length);
        switch (sign) {
            case NAN -> out.ascii("NaN");
            case POSITIVE_INFINITY -> out.ascii("Infinity");
            case NEGATIVE_INFINITY -> out.ascii("-Infinity");
            case POSITIVE, NEGATIVE -> {
                if (sign == NEGATIVE) {
                    out.append('-');
                }
                digits(bytes, offset + HEAD, groups, weight, shown, out);
                if (scale.isPresent() && shown != Math.max(0, scale.getAsInt())) {
                    rescale(start, out);
                }
            }
            default -> throw new MalformedValue("its sign is wrong");
        }
    }

    /** See get_str_from_var() in numeric.c: groups of four decimal digits, the first of which has the weight. */
    private static void digits(byte[] bytes, int first, int groups, int weight, int shown, Bytes out) {
        if (weight < 0) {
            out.append('0');
        } else {
            out.decimal(group(bytes, first, groups, 0));
            for (int i = 1; i <= weight; i++) {
                out.padded(group(bytes, first, groups, i), 4);
            }
        }
        if (shown > 0) {
            out.append('.');
            int end = out.length() + shown;
            for (int i = weight + 1; out.length() < end; i++) {
                out.padded(group(bytes, first, groups, i), 4);
            }
            out.truncate(end);
        }
    }

    private static int group(byte[] bytes, int first, int groups, int index) {
        if (index < 0 || index >= groups) {
            return 0;
        }
        int group = Binary.int16(bytes, first + 2 * index);
        if (group < 0 || group > 9999) {
            throw new MalformedValue("it has wrong digits");
        }
        return group;
    }

    private void rescale(int start, Bytes out) {
        int end = out.length();
        text(out.own(), start, end - start, out);
        out.remove(start, end);
    }
}
