package dev.pgexport.testkit.rds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a task says of its tables, as it gathers.
 *
 * <p>AWS does not document the files; their names and keys are those that readers of them rely on. What stands in
 * {@code tableStatistics}, and in the lists of the warning, is a guess.
 */
final class ExportReport {
    private final List<Map<String, Object>> entries = new ArrayList<>();
    private final List<Map<String, Object>> skipped = new ArrayList<>();
    private final List<Map<String, Object>> objectives = new ArrayList<>();

    void complete(ExportedTable table, int files) {
        entries.add(described(table, "COMPLETE", files));
    }

    void failed(ExportedTable table, String reason, int files) {
        Map<String, Object> entry = described(table, "FAILED", files);
        entry.put("warningMessage", reason);
        entries.add(entry);
    }

    void skipped(ExportedTable table, String reason) {
        entries.add(entry("target", table.target(), "status", "SKIPPED", "warningMessage", reason));
        skipped.add(entry("tableName", table.target(), "reason", reason));
    }

    void warning(String database, String message) {
        entries.add(entry("target", database, "warningMessage", message));
    }

    void unknownObjective(String name) {
        objectives.add(entry("objective", name, "reason", "DOES_NOT_EXIST"));
    }

    private static Map<String, Object> described(ExportedTable table, String status, int files) {
        return entry(
                "target",
                table.target(),
                "status",
                status,
                "tableStatistics",
                entry("partitioningInfo", entry("numberOfPartitions", files, "numberOfCompletedPartitions", files)),
                "schemaMetadata",
                entry(
                        "originalTypeMappings",
                        table.columns().stream().map(ExportReport::mapping).toList()));
    }

    private static Map<String, Object> mapping(ExportedColumn column) {
        return entry(
                "columnName",
                column.name(),
                "originalType",
                column.originalType(),
                "expectedExportedType",
                column.type().expected(),
                "originalCharMaxLength",
                column.charMaxLength(),
                "originalNumPrecision",
                column.numPrecision(),
                "originalDateTimePrecision",
                column.dateTimePrecision());
    }

    private static Map<String, Object> entry(Object... namesAndValues) {
        Map<String, Object> entry = new LinkedHashMap<>();
        for (int index = 0; index < namesAndValues.length; index += 2) {
            entry.put((String) namesAndValues[index], namesAndValues[index + 1]);
        }
        return entry;
    }

    /** Return the task's warning, as JSON; empty when there is nothing to say. */
    Optional<String> warningMessage() {
        if (skipped.isEmpty() && objectives.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Json.text(entry("skippedTables", skipped, "skippedObjectives", objectives, "general", List.of())));
    }

    /** Write the files of a task that completes. */
    void write(ExportWriter writer, ExportRequest request, int tablesPerFile) {
        for (int from = 0; from < Math.max(1, entries.size()); from += tablesPerFile) {
            int to = Math.min(entries.size(), from + tablesPerFile);
            writer.writeReport(
                    "export_tables_info_" + request.task() + "_from_" + (from + 1) + "_to_" + Math.max(to, 1) + ".json",
                    entry("perTableStatus", entries.subList(from, to)));
        }
        writer.writeReport(
                "export_info_" + request.task() + ".json",
                entry(
                        "exportTaskIdentifier",
                        request.task(),
                        "sourceArn",
                        request.sourceArn(),
                        "exportOnly",
                        request.exportOnly(),
                        "s3Bucket",
                        request.bucket(),
                        "s3Prefix",
                        request.prefix().orElse(""),
                        "exportedFilesPath",
                        request.folder().replaceAll("/$", ""),
                        "iamRoleArn",
                        request.role(),
                        "kmsKeyId",
                        request.key(),
                        "status",
                        TaskStatus.COMPLETE.name(),
                        "percentProgress",
                        100));
    }
}
