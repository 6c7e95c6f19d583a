package dev.pgexport.compare.internal;

import java.util.List;

/**
 * Which columns of a side's table are compared, in an order that is the same for both sides.
 *
 * @param columns the columns
 * @param key the places in {@code columns} of those that tell which row it is; empty where there is no key
 */
record Projection(List<Column> columns, List<Integer> key) {
    Projection {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /**
     * A column.
     *
     * @param type by whose rule its values are made canonical
     */
    record Column(String name, String type) {}

    /** Return nothing but how many rows there are. */
    static Projection ofNothing() {
        return new Projection(List.of(), List.of());
    }

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }
}
