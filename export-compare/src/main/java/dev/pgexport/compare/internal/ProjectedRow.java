package dev.pgexport.compare.internal;

import dev.pgexport.api.TableName;
import dev.pgexport.api.read.Row;
import dev.pgexport.compare.canonical.CanonicalColumn;
import dev.pgexport.compare.hash.RowHasher;
import java.util.ArrayList;
import java.util.List;

/** The compared columns of one row after the other, made canonical and hashed. Used by one thread. */
final class ProjectedRow {
    private final int[] places;
    private final List<CanonicalColumn> columns = new ArrayList<>();
    private final RowHasher hasher;

    /**
     * @param names the columns that rows come with, in their order
     * @throws IllegalStateException when a column of the projection does not come
     */
    ProjectedRow(TableName table, Projection projection, List<String> names, SideTypes types) {
        places = new int[projection.columns().size()];
        for (int i = 0; i < places.length; i++) {
            Projection.Column column = projection.columns().get(i);
            places[i] = names.indexOf(column.name());
            if (places[i] < 0) {
                throw new IllegalStateException("the rows of " + table + " come without the column " + column.name());
            }
            columns.add(types.column(table.toString(), column));
        }
        hasher = new RowHasher(places.length, projection.key());
    }

    /** Take the next row. */
    void read(Row row) {
        for (int i = 0; i < places.length; i++) {
            int length = row.length(places[i]);
            if (length < 0) {
                hasher.nullColumn();
            } else {
                CanonicalColumn column = columns.get(i);
                column.accept(row.bytes(), row.offset(places[i]), length);
                hasher.column(column.bytes(), column.offset(), column.length());
            }
        }
        hasher.endRow();
    }

    /** Return its hashes. */
    RowHasher hashes() {
        return hasher;
    }

    int columns() {
        return places.length;
    }

    /** Return a value of the row, which must be the one that was read last; it is not NULL. */
    CanonicalColumn value(Row row, int column) {
        CanonicalColumn value = columns.get(column);
        value.accept(row.bytes(), row.offset(places[column]), row.length(places[column]));
        return value;
    }

    boolean isNull(Row row, int column) {
        return row.isNull(places[column]);
    }
}
