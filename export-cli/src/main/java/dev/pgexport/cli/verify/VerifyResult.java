package dev.pgexport.cli.verify;

import dev.pgexport.cli.output.Amounts;
import dev.pgexport.cli.output.JsonLine;
import dev.pgexport.engine.verify.Difference;
import dev.pgexport.engine.verify.VerifyReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows what a verification found: each difference, then the sum. */
final class VerifyResult {
    private VerifyResult() {}

    static String of(String export, VerifyReport report, boolean json) {
        List<String> lines = new ArrayList<>();
        for (Difference difference : report.differences()) {
            lines.add(json ? json(difference) : text(difference));
        }
        lines.add(json ? json(export, report) : text(export, report));
        return String.join(System.lineSeparator(), lines);
    }

    private static String text(Difference difference) {
        return kind(difference) + "  " + difference.subject() + ": " + difference.detail();
    }

    private static String text(String export, VerifyReport report) {
        String read = Amounts.count(report.objects(), "object") + ", "
                + (report.deep() ? Amounts.count(report.rows(), "row") + ", " : "") + Amounts.bytes(report.bytes())
                + " in " + Amounts.duration(report.took())
                + (report.bySizeAlone() == 0
                        ? ""
                        : "; " + Amounts.count(report.bySizeAlone(), "object") + " compared by size alone");
        return report.passed()
                ? "ok " + export + ": " + read
                : "NOT OK " + export + ": " + Amounts.count(report.differences().size(), "difference") + "; " + read;
    }

    private static String json(Difference difference) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("difference", kind(difference));
        fields.put("subject", difference.subject());
        fields.put("detail", difference.detail());
        return JsonLine.of(fields);
    }

    private static String json(String export, VerifyReport report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("export", export);
        fields.put("passed", report.passed());
        fields.put("deep", report.deep());
        fields.put("objects", report.objects());
        fields.put("bytes", report.bytes());
        if (report.deep()) {
            fields.put("rows", report.rows());
        }
        fields.put("bySizeAlone", report.bySizeAlone());
        fields.put("differences", report.differences().size());
        fields.put("seconds", (double) report.took().toMillis() / 1000);
        return JsonLine.of(fields);
    }

    private static String kind(Difference difference) {
        return difference.kind().name().toLowerCase(Locale.ROOT);
    }
}
