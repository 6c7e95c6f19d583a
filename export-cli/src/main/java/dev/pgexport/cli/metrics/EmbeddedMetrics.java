package dev.pgexport.cli.metrics;

import dev.pgexport.cli.metrics.RunMetrics.Metric;
import dev.pgexport.cli.outcome.RunOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers within a log's line, for CloudWatch to take them out: no request is sent and no permission needed. See
 * "Specification: Embedded metric format" in the guide of Amazon CloudWatch.
 */
public final class EmbeddedMetrics {
    private EmbeddedMetrics() {}

    /** Return the members that make metrics of a line's JSON; whatever else is in it can be searched for, and costs nothing. */
    public static Map<String, Object> fields(RunOutcome outcome, MetricsSettings settings) {
        List<Metric> metrics = RunMetrics.of(outcome);
        Map<String, Object> dimensions = dimensions(outcome, settings);
        Map<String, Object> directive = new LinkedHashMap<>();
        directive.put("Namespace", settings.namespace());
        directive.put("Dimensions", List.of(List.copyOf(dimensions.keySet())));
        List<Map<String, Object>> definitions = new ArrayList<>();
        for (Metric metric : metrics) {
            Map<String, Object> definition = new LinkedHashMap<>();
            definition.put("Name", metric.name());
            definition.put("Unit", metric.unit());
            definitions.add(definition);
        }
        directive.put("Metrics", definitions);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("Timestamp", outcome.ended().toEpochMilli());
        metadata.put("CloudWatchMetrics", List.of(directive));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("_aws", metadata);
        fields.putAll(dimensions);
        metrics.forEach(metric -> fields.put(metric.name(), metric.value()));
        return fields;
    }

    private static Map<String, Object> dimensions(RunOutcome outcome, MetricsSettings settings) {
        Map<String, Object> dimensions = new LinkedHashMap<>();
        for (String name : settings.dimensions()) {
            if (name.equals("database")) {
                dimensions.put("Database", value(Optional.of(outcome.database())));
            } else {
                dimensions.put("Strategy", value(outcome.strategy()));
            }
        }
        return dimensions;
    }

    /** CloudWatch takes 1 to 1024 characters of ASCII, none of them a control character, and no colon first. */
    private static String value(Optional<String> text) {
        String plain = text.orElse("").replaceAll("[^ -~]", "_").replaceFirst("^:", "_");
        return plain.isBlank() ? "unknown" : plain;
    }
}
