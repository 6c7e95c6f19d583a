package dev.pgexport.snapshot.internal.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a task that is COMPLETE warns of: JSON in a string.
 *
 * <p>AWS shows {@code {"skippedTables":[],"skippedObjectives":[],"general":[{"reason":"..."}]}} and does not say what is in
 * the first two lists. So an entry of theirs is looked through for a name and a reason, and what cannot be understood
 * counts as a warning about everything.
 *
 * @param skippedTables tables by the names that RDS gives them, with the reason
 * @param general what is wrong with the export as a whole
 */
public record TaskWarning(Map<String, String> skippedTables, List<String> general) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES = List.of("tableName", "target", "table", "name", "objective");

    public TaskWarning {
        skippedTables = Map.copyOf(skippedTables);
        general = List.copyOf(general);
    }

    public static TaskWarning of(Optional<String> message) {
        if (message.isEmpty()) {
            return new TaskWarning(Map.of(), List.of());
        }
        try {
            JsonNode root = JSON.readTree(message.get());
            return root.isObject() ? read(root) : unreadable(message.get());
        } catch (JsonProcessingException e) {
            return unreadable(message.get());
        }
    }

    private static TaskWarning unreadable(String message) {
        return new TaskWarning(Map.of(), List.of(message));
    }

    private static TaskWarning read(JsonNode root) {
        Map<String, String> tables = new LinkedHashMap<>();
        List<String> general = new ArrayList<>();
        for (Map.Entry<String, JsonNode> list : root.properties()) {
            List<JsonNode> entries = new ArrayList<>();
            if (list.getValue().isArray()) {
                list.getValue().forEach(entries::add);
            } else if (!list.getValue().isNull()) {
                entries.add(list.getValue());
            }
            for (JsonNode entry : entries) {
                Optional<String> name = name(entry);
                String reason = entry.path("reason").asText(entry.isTextual() ? "" : entry.toString());
                if (list.getKey().equals("skippedTables") && name.isPresent()) {
                    tables.put(name.get(), reason);
                } else if (list.getKey().equals("general")) {
                    general.add(entry.isTextual() ? entry.asText() : reason);
                } else {
                    general.add(list.getKey() + ": "
                            + name.map(known -> known + " (" + reason + ")").orElse(entry.toString()));
                }
            }
        }
        return new TaskWarning(tables, general);
    }

    private static Optional<String> name(JsonNode entry) {
        if (entry.isTextual()) {
            return Optional.of(entry.asText());
        }
        return NAMES.stream()
                .map(entry::path)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .findFirst();
    }
}
