package dev.pgexport.cli.compare;

import java.util.HashMap;
import java.util.Map;

/** Gives each side a name of its own: {@code copy}, {@code copy 2}. */
final class Labels {
    private final Map<String, Integer> used = new HashMap<>();

    String next(String name) {
        int number = used.merge(name, 1, Integer::sum);
        return number == 1 ? name : name + " " + number;
    }
}
