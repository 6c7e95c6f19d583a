package dev.pgexport.cli.list;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgexport.cli.audit.AuditEntry;
import dev.pgexport.cli.output.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Shows audit records. */
final class AuditReport {
    private final ObjectMapper mapper = new ObjectMapper();

    /** Show them to a person, one a line. */
    static String table(List<AuditEntry> entries) {
        TextTable table = new TextTable(
                List.of("STARTED", "ID", "OUTCOME", "STRATEGY", "DATABASE", "WHO", "VERSION", "MANIFEST"), Set.of());
        for (AuditEntry entry : entries) {
            table.add(
                    entry.text("started").replaceFirst("[.][0-9]+Z$", "Z"),
                    entry.id(),
                    entry.text("outcome"),
                    entry.text("strategy"),
                    entry.text("source", "database"),
                    who(entry),
                    entry.text("program", "version"),
                    entry.state().shown());
        }
        return table.render();
    }

    /** The most telling of what is known: a task's ARN ends in its cluster and id. */
    private static String who(AuditEntry entry) {
        String task = entry.text("who", "task").replaceFirst("^arn:.*:task/", "task/");
        if (!task.isEmpty()) {
            return task;
        }
        for (String name : List.of("function", "workflow", "user")) {
            String value = entry.text("who", name);
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    /** Show one to a machine: the record as it lies there, and what the location says to it. */
    String json(AuditEntry entry) {
        ObjectNode fields = mapper.createObjectNode().put("id", entry.id());
        fields.put("state", entry.state().shown().toLowerCase(Locale.ROOT));
        entry.reason().ifPresent(reason -> fields.put("reason", reason));
        entry.record().ifPresent(record -> fields.set("record", record));
        try {
            return mapper.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written", e);
        }
    }
}
