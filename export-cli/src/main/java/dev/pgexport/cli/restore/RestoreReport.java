package dev.pgexport.cli.restore;

import dev.pgexport.cli.output.Amounts;
import dev.pgexport.cli.output.JsonLine;
import dev.pgexport.restore.RestoreResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows what a restore did. */
final class RestoreReport {
    private RestoreReport() {}

    /** @param differences what a comparison found; empty when there was none */
    static String of(String export, RestoreResult result, Optional<Differences> differences, boolean json) {
        return json ? json(export, result, differences) : text(export, result, differences);
    }

    private static String text(String export, RestoreResult result, Optional<Differences> differences) {
        List<String> lines = new ArrayList<>();
        differences.ifPresent(found -> {
            found.different().forEach(difference -> lines.add("different  " + difference));
            found.notCompared().forEach(reason -> lines.add("not compared  " + reason));
        });
        lines.add("restored " + export + " into " + result.database() + ": "
                + Amounts.count(result.tables(), "table") + ", " + Amounts.count(result.rows(), "row") + " in "
                + Amounts.duration(result.took()) + (result.resumed() ? ", going on with an interrupted restore" : "")
                + compared(differences));
        return String.join(System.lineSeparator(), lines);
    }

    private static String compared(Optional<Differences> differences) {
        return differences
                .map(found -> found.different().isEmpty()
                        ? "; compared: same"
                        : "; compared: " + Amounts.count(found.different().size(), "table") + " different")
                .orElse("");
    }

    private static String json(String export, RestoreResult result, Optional<Differences> differences) {
        List<String> lines = new ArrayList<>();
        differences.ifPresent(found -> {
            found.different().forEach(difference -> lines.add(JsonLine.of(Map.of("difference", difference))));
            found.notCompared().forEach(reason -> lines.add(JsonLine.of(Map.of("notCompared", reason))));
        });
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("export", export);
        fields.put("database", result.database());
        fields.put("tables", result.tables());
        fields.put("rows", result.rows());
        fields.put("resumed", result.resumed());
        fields.put("seconds", (double) result.took().toMillis() / 1000);
        fields.put("warnings", result.warnings().size());
        differences.ifPresent(
                found -> fields.put("differences", found.different().size()));
        lines.add(JsonLine.of(fields));
        return String.join(System.lineSeparator(), lines);
    }
}
