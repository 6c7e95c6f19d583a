package dev.pgexport.compare.internal;

import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.LeftOut;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why a side does not hold something, by what its manifest says. */
final class Absence {
    private static final Set<String> OF_A_TABLE = Set.of("table", "table data", "materialized view data");
    private static final String NOT_SELECTED = "tables";
    private static final String COLUMN = "column";

    private final List<LeftOut> leftOut;

    Absence(List<LeftOut> leftOut) {
        this.leftOut = leftOut;
    }

    /** Return why a table, or its rows, are not there. */
    Optional<String> reason(TableName table) {
        return leftOut.stream()
                .filter(left -> OF_A_TABLE.contains(left.kind()) && left.name().equals(table.toString()))
                .map(LeftOut::reason)
                .findFirst()
                .or(() -> notSelected(table));
    }

    /** A list of many tables is cut, so one that is not in it may belong to it all the same. */
    private Optional<String> notSelected(TableName table) {
        return leftOut.stream()
                .filter(left -> left.kind().equals(NOT_SELECTED))
                .filter(left -> left.name().matches("(?s).* and \\d+ more")
                        || List.of(left.name().split(", ")).contains(table.toString()))
                .map(LeftOut::reason)
                .findFirst();
    }

    /** Return why a column is not there. */
    Optional<String> reason(TableName table, String column) {
        return leftOut.stream()
                .filter(left -> left.kind().equals(COLUMN) && left.name().equals(table + "." + column))
                .map(LeftOut::reason)
                .findFirst();
    }
}
