package dev.pgexport.snapshot.parquet;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Writes floating-point numbers as PostgreSQL 12 and later do: by the fewest digits that read back as the same number.
 *
 * <p>Source: PostgreSQL, src/common/d2s.c and f2s.c. The digits are found by Jackson, since Java has them only from 19 on
 * (JDK-4511638); where the two choose differently, they are searched for.
 */
final class FloatText {
    /** Where fixed notation ends: PostgreSQL's thresholds, which are those of printf's %g. */
    private static final int DOUBLE_DIGITS = 15;

    private static final int FLOAT_DIGITS = 6;
    private static final int LEAST_EXPONENT = -4;

    private static final int LONGEST_DOUBLE = 17;
    private static final int LONGEST_FLOAT = 9;

    /** Below, a number may have one digit; Jackson, like Java, makes them two, and another number of digits is nearer. */
    private static final double TINY_DOUBLE = 1e-320;

    private static final float TINY_FLOAT = 1e-42f;

    /**
     * From 2^53 (for a float 2^24) on, a short decimal may lie exactly between two numbers. PostgreSQL leaves it to no
     * reader to round it to even: 1e23 is 9.999999999999999e+22.
     */
    private static final double MIDPOINT_DOUBLE = 0x1p53;

    private static final float MIDPOINT_FLOAT = 0x1p24f;

    private FloatText() {}

    static String of(double value) {
        if (value == (long) value && Math.abs(value) < 1e15 && value != 0) {
            return Long.toString((long) value);
        }
        if (Double.isNaN(value) || Double.isInfinite(value) || value == 0) {
            return special(value);
        }
        double magnitude = Math.abs(value);
        String digits = magnitude < TINY_DOUBLE ? "" : NumberOutput.toString(magnitude, true);
        if (magnitude >= MIDPOINT_DOUBLE || digits.isEmpty()) {
            BigDecimal exact = new BigDecimal(magnitude);
            BigDecimal below = middle(exact, new BigDecimal(Math.nextDown(magnitude)));
            BigDecimal above = magnitude == Double.MAX_VALUE
                    ? exact.add(exact).subtract(below)
                    : middle(exact, new BigDecimal(Math.nextUp(magnitude)));
            digits = strictlyBetween(digits, exact, below, above, LONGEST_DOUBLE);
        }
        return format(value < 0, digits, DOUBLE_DIGITS);
    }

    static String of(float value) {
        if (value == (int) value && Math.abs(value) < 1e6f && value != 0) {
            return Integer.toString((int) value);
        }
        if (Float.isNaN(value) || Float.isInfinite(value) || value == 0) {
            return special(value);
        }
        float magnitude = Math.abs(value);
        String digits = magnitude < TINY_FLOAT ? "" : NumberOutput.toString(magnitude, true);
        if (magnitude >= MIDPOINT_FLOAT || digits.isEmpty()) {
            BigDecimal exact = new BigDecimal(magnitude);
            BigDecimal below = middle(exact, new BigDecimal(Math.nextDown(magnitude)));
            BigDecimal above = magnitude == Float.MAX_VALUE
                    ? exact.add(exact).subtract(below)
                    : middle(exact, new BigDecimal(Math.nextUp(magnitude)));
            digits = strictlyBetween(digits, exact, below, above, LONGEST_FLOAT);
        }
        return format(value < 0, digits, FLOAT_DIGITS);
    }

    private static String special(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        return value < 0 ? "-Infinity" : "Infinity";
    }

    private static BigDecimal middle(BigDecimal one, BigDecimal other) {
        return one.add(other).multiply(new BigDecimal("0.5"));
    }

    /** Return the digits if they are inside the bounds and not on them; else the shortest, nearest that are. */
    private static String strictlyBetween(
            String digits, BigDecimal exact, BigDecimal below, BigDecimal above, int longest) {
        if (!digits.isEmpty() && inside(new BigDecimal(digits), below, above)) {
            return digits;
        }
        for (int precision = 1; precision < longest; precision++) {
            BigDecimal down = exact.round(new MathContext(precision, RoundingMode.DOWN));
            BigDecimal up = exact.round(new MathContext(precision, RoundingMode.UP));
            BigDecimal nearest = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            if (inside(nearest, below, above)) {
                return nearest.toString();
            }
            if (inside(down, below, above)) {
                return down.toString();
            }
            if (inside(up, below, above)) {
                return up.toString();
            }
        }
        return exact.round(new MathContext(longest, RoundingMode.HALF_EVEN)).toString();
    }

    private static boolean inside(BigDecimal decimal, BigDecimal below, BigDecimal above) {
        return decimal.compareTo(below) > 0 && decimal.compareTo(above) < 0;
    }

    /**
     * Write a decimal as PostgreSQL lays it out.
     *
     * @param decimal digits with a point and an exponent, or without
     */
    private static String format(boolean negative, String decimal, int fixedDigits) {
        int mark = Math.max(decimal.indexOf('E'), decimal.indexOf('e'));
        int exponent =
                mark < 0 ? 0 : Integer.parseInt(decimal.substring(mark + 1).replace("+", ""));
        StringBuilder digits = new StringBuilder(24);
        int end = mark < 0 ? decimal.length() : mark;
        boolean fraction = false;
        for (int i = 0; i < end; i++) {
            char character = decimal.charAt(i);
            if (character == '.') {
                fraction = true;
                continue;
            }
            exponent -= fraction ? 1 : 0;
            if (character != '0' || digits.length() > 0) {
                digits.append(character);
            }
        }
        int length = digits.length();
        while (digits.charAt(length - 1) == '0') {
            length--;
            exponent++;
        }
        digits.setLength(length);
        // Of the first digit.
        int scientific = exponent + length - 1;
        if (scientific < LEAST_EXPONENT || scientific >= fixedDigits) {
            if (length > 1) {
                digits.insert(1, '.');
            }
            digits.append(scientific < 0 ? "e-" : "e+");
            int size = Math.abs(scientific);
            digits.append(size < 10 ? "0" : "").append(size);
        } else if (exponent >= 0) {
            digits.append("0".repeat(exponent));
        } else if (scientific >= 0) {
            digits.insert(scientific + 1, '.');
        } else {
            digits.insert(0, "0." + "0".repeat(-scientific - 1));
        }
        return negative ? digits.insert(0, '-').toString() : digits.toString();
    }
}
