package dev.pgexport.compare.internal;

import dev.pgexport.api.TableName;
import dev.pgexport.compare.ComparisonOptions;
import dev.pgexport.compare.OpenSide;
import dev.pgexport.compare.RowDifference.Kind;
import dev.pgexport.compare.TableComparison;
import dev.pgexport.compare.Verdict;
import dev.pgexport.compare.hash.TableHash;
import dev.pgexport.engine.read.ReadRunner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** One comparison, from the plan to the verdicts. */
public final class Comparing {
    /** Of so many differing tables at a time it is kept how they differ. */
    private static final int TABLES_AT_ONCE = 64;

    private final List<OpenSide> sides;
    private final ComparisonOptions options;
    private final RowReadings readings;
    private final List<PlannedTable> plan;
    private final FirstReading first;
    private final Map<TableName, Map<Integer, Verdict>> verdicts = new HashMap<>();

    public Comparing(
            List<OpenSide> sides, ComparisonOptions options, ReadRunner runner, RowReadings.Progress progress) {
        this.sides = sides;
        this.options = options;
        List<SideTypes> types = SideTypes.of(sides);
        readings = new RowReadings(sides, types, runner, progress);
        plan = new Planner(sides, types).plan();
        first = new FirstReading(sides);
    }

    /** Compare every table. */
    public List<TableComparison> compare() throws InterruptedException {
        plan.forEach(first::want);
        first.read(readings);
        List<DifferingTable> differing = new ArrayList<>();
        for (PlannedTable table : plan) {
            for (int i = 0; i < table.pairs().size(); i++) {
                judge(table, i + 1, differing);
            }
        }
        for (int i = 0; i < differing.size(); i += TABLES_AT_ONCE) {
            judge(differing.subList(i, Math.min(differing.size(), i + TABLES_AT_ONCE)));
        }
        sides.forEach(OpenSide::confirm);
        return plan.stream().map(this::comparison).toList();
    }

    private void judge(PlannedTable table, int other, List<DifferingTable> differing) {
        PlannedPair pair = table.pairs().get(other - 1);
        if (pair instanceof PlannedPair.Rows rows) {
            TableHash here = first.hash(0, table.table(), rows.first());
            TableHash there = first.hash(other, table.table(), rows.other());
            if (here.equals(there)) {
                decide(table.table(), other, sameRows(here.rows(), rows));
            } else {
                differing.add(new DifferingTable(table.table(), other, rows, here, there, options.examples()));
            }
        } else {
            decide(table.table(), other, withoutRows(table.table(), other, pair));
        }
    }

    private static Verdict sameRows(long rows, PlannedPair.Rows pair) {
        if (!pair.schema().isEmpty()) {
            return different(0, 0, 0, schema(pair));
        }
        return pair.passedOver().isEmpty()
                ? new Verdict.Same(rows)
                : new Verdict.NotComparable(String.join("; ", pair.passedOver()));
    }

    private Verdict withoutRows(TableName table, int other, PlannedPair pair) {
        if (pair instanceof PlannedPair.NotComparable not) {
            return new Verdict.NotComparable(not.reason());
        } else if (pair instanceof PlannedPair.Missing) {
            return different(first.rows(0, table), 0, 0, List.of("the table is missing"));
        } else if (pair instanceof PlannedPair.Extra) {
            return different(0, first.rows(other, table), 0, List.of("the table is extra"));
        }
        List<String> schema = ((PlannedPair.Declaration) pair).schema();
        return schema.isEmpty() ? new Verdict.Same(0) : different(0, 0, 0, schema);
    }

    private static Verdict.Different different(long missing, long extra, long changed, List<String> schema) {
        return new Verdict.Different(missing, extra, changed, List.of(), schema, List.of());
    }

    private void judge(List<DifferingTable> tables) throws InterruptedException {
        new Narrowing(readings, options.capacity()).narrow(tables);
        Map<DifferingTable, Details.Detail> details = new Details(readings, options.showValues()).of(tables);
        details.forEach((table, detail) -> decide(
                table.table(),
                table.other(),
                new Verdict.Different(
                        table.count(Kind.MISSING),
                        table.count(Kind.EXTRA),
                        table.count(Kind.CHANGED),
                        detail.columns(),
                        schema(table.plan()),
                        detail.examples())));
    }

    private static List<String> schema(PlannedPair.Rows pair) {
        List<String> sentences = new ArrayList<>(pair.schema());
        pair.passedOver().forEach(reason -> sentences.add("not compared: " + reason));
        return sentences;
    }

    private void decide(TableName table, int other, Verdict verdict) {
        verdicts.computeIfAbsent(table, name -> new HashMap<>()).put(other, verdict);
    }

    private TableComparison comparison(PlannedTable table) {
        List<Verdict> ofTable = new ArrayList<>();
        for (int other = 1; other < sides.size(); other++) {
            Verdict verdict = verdicts.getOrDefault(table.table(), Map.of()).get(other);
            if (verdict == null) {
                throw new IllegalStateException("nothing is known of " + table.table());
            }
            ofTable.add(verdict);
        }
        return new TableComparison(
                table.table(),
                table.counted() ? OptionalLong.of(first.rows(0, table.table())) : OptionalLong.empty(),
                ofTable);
    }
}
