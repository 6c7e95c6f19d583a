package dev.pgexport.compare.internal;

import dev.pgexport.api.TableName;
import java.util.List;

/**
 * How a table is compared.
 *
 * @param table its name
 * @param counted whether the first side's rows are counted though there is nothing to compare them with
 * @param pairs for each side but the first
 */
record PlannedTable(TableName table, boolean counted, List<PlannedPair> pairs) {
    PlannedTable {
        pairs = List.copyOf(pairs);
    }
}
