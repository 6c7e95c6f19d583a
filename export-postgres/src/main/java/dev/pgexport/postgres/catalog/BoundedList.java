package dev.pgexport.postgres.catalog;

import java.util.Collection;
import java.util.stream.Collectors;

/** Puts a list that may be long into a sentence. */
final class BoundedList {
    private static final int LIMIT = 10;

    private BoundedList() {}

    /** Return the first ten, with commas between, and how many more there are. */
    static String join(Collection<?> items) {
        String joined = items.stream().limit(LIMIT).map(Object::toString).collect(Collectors.joining(", "));
        return items.size() <= LIMIT ? joined : joined + " and " + (items.size() - LIMIT) + " more";
    }
}
