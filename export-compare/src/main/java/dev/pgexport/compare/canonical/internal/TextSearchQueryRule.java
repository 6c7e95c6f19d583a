package dev.pgexport.compare.canonical.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** tsquery: operators between their operands, with the fewest parentheses, see infix() in tsquery.c. */
final class TextSearchQueryRule implements Rule {
    private static final int VALUE = 1;
    private static final int OPERATOR = 2;
    private static final int NOT = 1;
    private static final int AND = 2;
    private static final int OR = 3;
    private static final int PHRASE = 4;
    private static final int HIGHEST_PRIORITY = 5;
    private static final int[] PRIORITIES = {0, 4, 2, 1, 3};

    /** An operand that is written already, and what it is made of. */
    private record Operand(Bytes text, int priority) {
        void parenthesize(boolean needed) {
            if (needed) {
                byte[] array = text.insert(0, 2);
                array[0] = '(';
                array[1] = ' ';
                text.ascii(" )");
            }
        }
    }

    @Override
    public boolean verbatim() {
        return true;
    }

    @Override
    public void text(byte[] bytes, int offset, int length, Bytes out) {
        out.take(bytes, offset, length);
    }

    /** Each operator comes before its right and its left operand: backwards, the operands are there when they are needed. */
    @Override
    public void binary(byte[] bytes, int offset, int length, Bytes out) {
        Binary in = new Binary(bytes, offset, length);
        List<Integer> starts = new ArrayList<>();
        for (int items = in.count(2); items > 0; items--) {
            starts.add(in.position());
            if (in.octet() == VALUE) {
                in.skip(2);
                in.skipText();
            } else if (in.octet() == PHRASE) {
                in.skip(2);
            }
        }
        in.expectEnd();
        Deque<Operand> operands = new ArrayDeque<>();
        for (int i = starts.size() - 1; i >= 0; i--) {
            int start = starts.get(i);
            Binary item = new Binary(bytes, start, offset + length - start);
            switch (item.octet()) {
                case VALUE -> operands.push(value(item));
                case OPERATOR -> operands.push(operation(item, operands));
                default -> throw new MalformedValue("it has an unknown part");
            }
        }
        if (operands.size() > 1) {
            throw new MalformedValue("it has too few operators");
        }
        for (Operand whole : operands) {
            out.append(whole.text.array(), 0, whole.text.length());
        }
    }

    private static Operand value(Binary in) {
        int weights = in.octet();
        boolean prefix = in.octet() != 0;
        Bytes text = new Bytes();
        TextSearchVectorRule.quoted(in, text);
        if (prefix || weights != 0) {
            text.append(':');
        }
        if (prefix) {
            text.append('*');
        }
        for (int weight = 0; weight < 4; weight++) {
            if ((weights & 8 >> weight) != 0) {
                text.append('A' + weight);
            }
        }
        return new Operand(text, HIGHEST_PRIORITY);
    }

    private static Operand operation(Binary in, Deque<Operand> operands) {
        int operator = in.octet();
        if (operator < NOT || operator > PHRASE || operands.size() < (operator == NOT ? 1 : 2)) {
            throw new MalformedValue("it has an operator too many");
        }
        int priority = PRIORITIES[operator];
        Operand right = operands.pop();
        // A phrase on the right of a phrase depends on the order.
        right.parenthesize(right.priority < priority || (operator == PHRASE && right.priority == priority));
        if (operator == NOT) {
            right.text.insert(0, 1)[0] = '!';
            return new Operand(right.text, priority);
        }
        Operand left = operands.pop();
        left.parenthesize(left.priority < priority);
        left.text.ascii(sign(operator, operator == PHRASE ? in.unsigned16() : 0));
        left.text.append(right.text.array(), 0, right.text.length());
        return new Operand(left.text, priority);
    }

    private static String sign(int operator, int distance) {
        return switch (operator) {
            case AND -> " & ";
            case OR -> " | ";
            default -> distance == 1 ? " <-> " : " <" + distance + "> ";
        };
    }
}
