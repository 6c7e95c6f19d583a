package dev.pgexport.cli.restore;

import dev.pgexport.cli.output.Amounts;
import dev.pgexport.cli.output.JsonLine;
import dev.pgexport.restore.RestoreResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows what a restore did. */
final class RestoreReport {
    private RestoreReport() {}

    static String of(String export, RestoreResult result, Compared compared, boolean json) {
        return json ? json(export, result, compared) : text(export, result, compared);
    }

    private static String text(String export, RestoreResult result, Compared compared) {
        List<String> lines = new ArrayList<>();
        if (compared instanceof Differences found) {
            found.different().forEach(difference -> lines.add("different  " + difference));
            found.notCompared().forEach(reason -> lines.add("not compared  " + reason));
        }
        lines.add("restored " + export + " into " + result.database() + ": "
                + Amounts.count(result.tables(), "table") + ", " + Amounts.count(result.rows(), "row") + " in "
                + Amounts.duration(result.took()) + (result.resumed() ? ", going on with an interrupted restore" : "")
                + sum(compared));
        return String.join(System.lineSeparator(), lines);
    }

    private static String sum(Compared compared) {
        if (compared instanceof Differences found) {
            return found.different().isEmpty()
                    ? "; compared: same"
                    : "; compared: " + Amounts.count(found.different().size(), "table") + " different";
        }
        return compared instanceof Compared.Unfinished ? "; comparing came to no end" : "";
    }

    private static String json(String export, RestoreResult result, Compared compared) {
        List<String> lines = new ArrayList<>();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("export", export);
        fields.put("database", result.database());
        fields.put("tables", result.tables());
        fields.put("rows", result.rows());
        fields.put("resumed", result.resumed());
        fields.put("seconds", (double) result.took().toMillis() / 1000);
        fields.put("warnings", result.warnings().size());
        if (compared instanceof Differences found) {
            found.different().forEach(difference -> lines.add(JsonLine.of(Map.of("difference", difference))));
            found.notCompared().forEach(reason -> lines.add(JsonLine.of(Map.of("notCompared", reason))));
            fields.put("differences", found.different().size());
        } else if (compared instanceof Compared.Unfinished unfinished) {
            fields.put("comparingFailed", unfinished.reason());
        }
        lines.add(JsonLine.of(fields));
        return String.join(System.lineSeparator(), lines);
    }
}
