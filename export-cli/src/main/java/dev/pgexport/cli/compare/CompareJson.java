package dev.pgexport.cli.compare;

import dev.pgexport.cli.output.JsonLine;
import dev.pgexport.compare.Comparison;
import dev.pgexport.compare.RowDifference;
import dev.pgexport.compare.TableComparison;
import dev.pgexport.compare.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows programs what a comparison found: a line for each table and side, then the sum. */
final class CompareJson {
    private CompareJson() {}

    static String of(Comparison comparison) {
        List<String> lines = new ArrayList<>();
        for (TableComparison table : comparison.tables()) {
            for (int i = 0; i < table.verdicts().size(); i++) {
                lines.add(JsonLine.of(fields(
                        table,
                        comparison.sides().get(i + 1).label(),
                        table.verdicts().get(i))));
            }
        }
        Map<String, Object> sum = new LinkedHashMap<>();
        sum.put("same", comparison.same());
        sum.put("tables", comparison.tables().size());
        sum.put("sides", comparison.sides().size());
        sum.put("seconds", (double) comparison.took().toMillis() / 1000);
        lines.add(JsonLine.of(sum));
        return String.join(System.lineSeparator(), lines);
    }

    private static Map<String, Object> fields(TableComparison table, String side, Verdict verdict) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("table", table.table().toString());
        fields.put("side", side);
        table.rows().ifPresent(rows -> fields.put("rows", rows));
        if (verdict instanceof Verdict.Different different) {
            fields.put("result", "different");
            fields.put("missing", different.missing());
            fields.put("extra", different.extra());
            fields.put("changed", different.changed());
            fields.put("columns", String.join(", ", different.columns()));
            fields.put("schema", String.join("; ", different.schema()));
            if (!different.examples().isEmpty()) {
                fields.put(
                        "examples",
                        different.examples().stream().map(CompareJson::example).toList());
            }
        } else if (verdict instanceof Verdict.NotComparable not) {
            fields.put("result", "not comparable");
            fields.put("reason", not.reason());
        } else {
            fields.put("result", "same");
        }
        return fields;
    }

    /** As {@code row} in docs/comparison.schema.json. */
    private static Map<String, Object> example(RowDifference row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", row.kind().name().toLowerCase(Locale.ROOT));
        fields.put("key", row.key().stream().map(CompareJson::value).toList());
        fields.put("changes", row.changes().stream().map(CompareJson::change).toList());
        return fields;
    }

    private static Map<String, Object> value(RowDifference.Value value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("column", value.column());
        fields.put("text", value.text());
        return fields;
    }

    private static Map<String, Object> change(RowDifference.Change change) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("column", change.column());
        fields.put("first", change.first());
        fields.put("other", change.other());
        return fields;
    }
}
