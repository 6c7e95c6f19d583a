package dev.pgexport.snapshot.internal.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.manifest.ColumnDescription;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files in which RDS says what it exported.
 *
 * <p>AWS does not document them: keys are those of AWS's own examples and of programs that read them, what is missing is
 * taken as unknown, and what is no JSON is a failure.
 */
public final class Reports {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Reports() {}

    /** Return the status that {@code export_info_*.json} has, in capitals; empty when it has none. */
    public static Optional<String> status(byte[] info, String name) {
        return text(parse(info, name).path("status")).map(status -> status.toUpperCase(Locale.ROOT));
    }

    /** Read {@code export_tables_info_*.json}. */
    public static List<TableReport> tables(byte[] file, String name) {
        JsonNode entries = parse(file, name).path("perTableStatus");
        if (!entries.isArray()) {
            throw wrong(name, "it has no list perTableStatus", null);
        }
        List<TableReport> reports = new ArrayList<>();
        for (JsonNode entry : entries) {
            reports.add(table(entry, name));
        }
        return reports;
    }

    private static TableReport table(JsonNode entry, String name) {
        String target = text(entry.path("target")).orElseThrow(() -> wrong(name, "an entry names no target", null));
        List<ColumnDescription> columns = new ArrayList<>();
        List<String> notExported = new ArrayList<>();
        for (JsonNode mapping : entry.path("schemaMetadata").path("originalTypeMappings")) {
            String column = text(mapping.path("columnName")).orElse("");
            if (text(mapping.path("expectedExportedType")).isEmpty()) {
                notExported.add(column);
            } else if (!column.isEmpty()) {
                columns.add(new ColumnDescription(column, OriginalType.of(mapping), true, false));
            }
        }
        Map<String, Long> statistics = new HashMap<>();
        collect(entry.path("tableStatistics"), "", statistics);
        return new TableReport(
                target,
                text(entry.path("status")).orElse("").toUpperCase(Locale.ROOT),
                text(entry.path("warningMessage")),
                columns,
                notExported,
                statistics);
    }

    private static void collect(JsonNode node, String name, Map<String, Long> statistics) {
        if (node.isIntegralNumber()) {
            statistics.merge(name, node.asLong(), Long::sum);
        } else if (node.isArray()) {
            node.forEach(item -> collect(item, name, statistics));
        } else {
            node.properties().forEach(field -> collect(field.getValue(), field.getKey(), statistics));
        }
    }

    private static Optional<String> text(JsonNode node) {
        return node.isValueNode() && !node.isNull()
                ? Optional.of(node.asText()).filter(text -> !text.isBlank())
                : Optional.empty();
    }

    private static JsonNode parse(byte[] file, String name) {
        try {
            return JSON.readTree(file);
        } catch (IOException e) {
            throw wrong(name, "it is no JSON", e);
        }
    }

    private static ExportException wrong(String name, String reason, @Nullable Throwable cause) {
        return new ExportException(Kind.INTEGRITY, "cannot read what RDS says in " + name + ": " + reason, cause);
    }
}
