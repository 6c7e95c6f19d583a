package dev.pgexport.compare.internal;

import dev.pgexport.compare.RowDifference;
import dev.pgexport.compare.RowDifference.Change;
import dev.pgexport.compare.RowDifference.Kind;
import dev.pgexport.compare.RowDifference.Value;
import dev.pgexport.compare.hash.Hash128;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Names the columns that differ, and shows some rows, by reading once more where that is needed. */
final class Details {
    private final RowReadings readings;
    private final boolean shown;

    /** @param shown whether values are shown */
    Details(RowReadings readings, boolean shown) {
        this.readings = readings;
        this.shown = shown;
    }

    /**
     * What differs.
     *
     * @param columns the columns whose values differ
     * @param examples some rows
     */
    record Detail(List<String> columns, List<RowDifference> examples) {}

    /** Return the details of each table. */
    Map<DifferingTable, Detail> of(List<DifferingTable> tables) throws InterruptedException {
        Works works = new Works();
        Map<DifferingTable, Pair> pairs = new LinkedHashMap<>();
        for (DifferingTable table : tables) {
            Pair pair = new Pair(table);
            pairs.put(table, pair);
            if (pair.needed()) {
                works.add(0, table.table(), pair.first);
                works.add(table.other(), table.table(), pair.other);
            }
        }
        readings.read(works);
        Map<DifferingTable, Detail> details = new HashMap<>();
        pairs.forEach((table, pair) -> details.put(table, new Detail(pair.columns(), pair.examples())));
        return details;
    }

    /** What is looked up of a table on both sides. */
    private final class Pair {
        private final DifferingTable table;
        private final List<DifferingTable.Example> examples;
        private final Set<Long> changed;
        private final DetailWork first;
        private final DetailWork other;

        Pair(DifferingTable table) {
            this.table = table;
            examples = table.examples();
            changed = table.columnsTell() ? Set.of() : new HashSet<>(table.changedPlaces());
            first = new DetailWork(table.plan().first(), changed, hashes(DifferingTable.Example::first), shown);
            other = new DetailWork(table.plan().other(), changed, hashes(DifferingTable.Example::other), shown);
        }

        private Map<Long, Hash128> hashes(Function<DifferingTable.Example, Optional<Hash128>> side) {
            Map<Long, Hash128> hashes = new HashMap<>();
            for (DifferingTable.Example example : examples) {
                side.apply(example).ifPresent(hash -> hashes.put(example.place(), hash));
            }
            return hashes;
        }

        boolean needed() {
            return !examples.isEmpty() || !changed.isEmpty();
        }

        List<String> columns() {
            List<String> names = table.plan().first().names();
            if (table.columnsTell()) {
                return table.firstHash().differingColumns(table.otherHash()).stream()
                        .map(names::get)
                        .toList();
            }
            List<String> columns = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                if (first.sum(i) != other.sum(i)) {
                    columns.add(names.get(i));
                }
            }
            return columns;
        }

        List<RowDifference> examples() {
            return examples.stream().map(this::difference).toList();
        }

        private RowDifference difference(DifferingTable.Example example) {
            List<DetailWork.Value> here = first.values(example.place());
            List<DetailWork.Value> there = other.values(example.place());
            List<DetailWork.Value> either = here.isEmpty() ? there : here;
            Projection projection = table.plan().first();
            List<Value> key = new ArrayList<>();
            for (int i = 0; i < either.size(); i++) {
                if (projection.key().isEmpty() || projection.key().contains(i)) {
                    key.add(new Value(
                            projection.columns().get(i).name(), either.get(i).text()));
                }
            }
            return new RowDifference(
                    example.kind(), key, example.kind() == Kind.CHANGED ? changes(here, there) : List.of());
        }

        private List<Change> changes(List<DetailWork.Value> here, List<DetailWork.Value> there) {
            List<Change> changes = new ArrayList<>();
            for (int i = 0; i < here.size(); i++) {
                if (!here.get(i).hash().equals(there.get(i).hash())) {
                    changes.add(new Change(
                            table.plan().first().columns().get(i).name(),
                            here.get(i).text(),
                            there.get(i).text()));
                }
            }
            return changes;
        }
    }
}
