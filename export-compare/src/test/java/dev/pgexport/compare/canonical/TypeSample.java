package dev.pgexport.compare.canonical;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Values of a type.
 *
 * @param type in SQL
 * @param edges SQL expressions of values that something has gone wrong with somewhere
 * @param random makes SQL expressions
 * @param since the first major version that has it
 */
record TypeSample(String type, List<String> edges, Function<Random, String> random, int since) {
    TypeSample(String type, List<String> edges, Function<Random, String> random) {
        this(type, edges, random, 0);
    }

    TypeSample since(int version) {
        return new TypeSample(type, edges, random, version);
    }

    TypeSample with(String type) {
        return new TypeSample(type, edges, random, since);
    }

    /** Return arrays of these values: flat, nested, empty, with bounds, with NULLs. */
    TypeSample array() {
        String array = type + "[]";
        List<String> edges = new ArrayList<>(List.of(
                "'{}'::" + array,
                "ARRAY[NULL]::" + array,
                "ARRAY[NULL, NULL]::" + array,
                "ARRAY[[NULL, NULL], [NULL, NULL]]::" + array,
                "ARRAY[" + String.join(", ", this.edges) + "]::" + array,
                "array_fill(" + this.edges.get(0) + "::" + type + ", '{2, 1}', '{-3, 2147483646}')",
                "array_fill(NULL::" + type + ", '{2}', '{0}')"));
        for (String edge : this.edges) {
            edges.add("ARRAY[" + edge + "]::" + array);
            edges.add("ARRAY[[" + edge + ", NULL]]::" + array);
        }
        return new TypeSample(array, edges, random -> arrayOf(random, array), since);
    }

    private String arrayOf(Random random, String array) {
        StringBuilder elements = new StringBuilder();
        int rows = 1 + random.nextInt(3);
        int columns = 1 + random.nextInt(3);
        for (int i = 0; i < rows * columns; i++) {
            String separator = i == 0 ? "" : i % columns == 0 ? "], [" : ", ";
            elements.append(separator).append(random.nextInt(6) == 0 ? "NULL" : this.random.apply(random));
        }
        return "ARRAY[[" + elements + "]]::" + array;
    }

    /** Return ranges of a type between such values. */
    TypeSample range(String range) {
        List<String> edges =
                new ArrayList<>(List.of("'empty'::" + range, "'(,)'::" + range, range + "(NULL, NULL, '[]')"));
        for (String edge : this.edges) {
            edges.add(range + "(" + edge + "::" + type + ", NULL, '[)')");
            edges.add(range + "(NULL, " + edge + "::" + type + ", '(]')");
            edges.add(range + "(" + edge + "::" + type + ", " + edge + "::" + type + ", '[]')");
        }
        return new TypeSample(
                range,
                edges,
                random -> {
                    String one = this.random.apply(random) + "::" + type;
                    String other = this.random.apply(random) + "::" + type;
                    String bounds = List.of("[)", "(]", "()", "[]").get(random.nextInt(4));
                    return "%s(least(%s, %s), greatest(%s, %s), '%s')".formatted(range, one, other, one, other, bounds);
                },
                since);
    }

    /** Return multiranges of a range type. */
    TypeSample multirange(String multirange) {
        return new TypeSample(
                multirange,
                List.of(
                        "'{}'::" + multirange,
                        multirange + "(" + edges.get(1) + ")",
                        multirange + "(" + edges.get(3) + ")"),
                random -> multirange + "(" + this.random.apply(random) + ", " + this.random.apply(random) + ")",
                14);
    }
}
