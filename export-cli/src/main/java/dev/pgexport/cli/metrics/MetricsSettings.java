package dev.pgexport.cli.metrics;

import dev.pgexport.api.setting.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the numbers about a run go.
 *
 * @param format what is written to standard output
 * @param namespace CloudWatch's, see "PutMetricData": 1 to 255 characters, not below AWS/
 * @param dimensions what the metrics in CloudWatch are told apart by
 * @param file a file in the form of OpenMetrics
 */
public record MetricsSettings(
        @Setting(
                key = "metrics.format",
                defaultValue = "none",
                description = "Write the numbers of a run to standard output, for CloudWatch to find them in the log:"
                        + " one line in its embedded metric format (emf), which is the result's with --json")
        MetricsFormat format,

        @Setting(
                key = "metrics.namespace",
                defaultValue = "pgexport",
                placeholder = "NAMESPACE",
                description = "The namespace of the metrics in CloudWatch")
        String namespace,

        @Setting(
                key = "metrics.dimensions",
                placeholder = "NAME",
                description = "Tell the metrics in CloudWatch apart by database, strategy or both; may be repeated."
                        + " CloudWatch charges for each combination")
        List<String> dimensions,

        @Setting(
                key = "metrics.file",
                placeholder = "FILE",
                description =
                        "Write the numbers of a run to this file in the form of OpenMetrics, as Prometheus's"
                                + " node_exporter reads it; replaced as a whole by each run, of which each schedule has its own")
        Optional<Path> file) {

    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9._/#-][A-Za-z0-9._/#:-]{0,254}");
    private static final Set<String> DIMENSIONS = Set.of("database", "strategy");

    public MetricsSettings {
        dimensions = List.copyOf(dimensions);
        if (!NAMESPACE.matcher(namespace).matches() || namespace.startsWith("AWS/")) {
            throw new IllegalArgumentException(
                    "metrics.namespace is 1 to 255 of A-Z a-z 0-9 . - _ / # : and does not start with AWS/ or a colon");
        }
        if (!DIMENSIONS.containsAll(dimensions) || Set.copyOf(dimensions).size() != dimensions.size()) {
            throw new IllegalArgumentException("metrics.dimensions are database and strategy, each at most once");
        }
    }

    /** Return the settings of a run whose numbers go nowhere. */
    public static MetricsSettings none() {
        return new MetricsSettings(MetricsFormat.NONE, "pgexport", List.of(), Optional.empty());
    }
}
