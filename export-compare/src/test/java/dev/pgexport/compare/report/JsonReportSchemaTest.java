package dev.pgexport.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.pgexport.compare.Comparison;
import dev.pgexport.compare.StrategyStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keeps docs/comparison.schema.json true. */
class JsonReportSchemaTest {
    private static final Path SCHEMA = Path.of("..", "docs", "comparison.schema.json");

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void itIsAJsonSchemaItself() throws IOException {
        JsonSchema meta = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(meta.validate(mapper.readTree(SCHEMA.toFile()))).isEmpty();
    }

    @Test
    void reportsAreOfIt() throws IOException {
        for (Comparison comparison : List.of(
                Comparisons.same(), Comparisons.full(), Comparisons.hostile(), Comparisons.large(), everyKey())) {
            assertThat(validate(write(comparison))).isEmpty();
        }
    }

    @Test
    void itDescribesEveryKey() throws IOException {
        Set<String> described = new HashSet<>();
        properties(mapper.readTree(SCHEMA.toFile()), described);
        Set<String> used = new HashSet<>();
        keys(write(everyKey()), used);

        assertThat(described).containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void whatAVerdictNeedsIsRequired() throws IOException {
        ObjectNode root = (ObjectNode) write(Comparisons.full());
        for (String key : List.of("formatVersion", "same", "sentence", "started", "took", "sides", "tables")) {
            ObjectNode without = root.deepCopy();
            without.remove(key);
            assertThat(validate(without)).as(key).isNotEmpty();
        }
        Map<String, String> needed = Map.of(
                "rows", "/tables/0/verdicts/0", "reason", "/tables/0/verdicts/1", "missing", "/tables/2/verdicts/1");
        for (String key : needed.keySet()) {
            ObjectNode without = root.deepCopy();
            assertThat(((ObjectNode) without.at(needed.get(key))).remove(key)).isNotNull();
            assertThat(validate(without)).as(key).isNotEmpty();
        }
    }

    @Test
    void aNullOfTheDatabaseIsANull() throws IOException {
        JsonNode change = write(Comparisons.full()).at("/tables/2/verdicts/1/examples/2/changes/1");

        assertThat(change).isEqualTo(mapper.readTree("{\"column\": \"notes\", \"first\": \"\", \"other\": null}"));
    }

    @Test
    void aValueIsAsItIs() throws IOException {
        assertThat(write(Comparisons.hostile()).at("/tables/0/name").asText())
                .isEqualTo(Comparisons.HOSTILE.replace('\ud800', '?'));
    }

    private static Comparison everyKey() {
        Comparison full = Comparisons.full();
        StrategyStatistics all = new StrategyStatistics(
                Duration.ofSeconds(1),
                Optional.of(Duration.ofMillis(3)),
                1,
                OptionalLong.of(1),
                OptionalLong.of(1),
                OptionalLong.of(1),
                Optional.of(Duration.ofSeconds(1)),
                OptionalLong.of(1),
                Optional.of(Duration.ofSeconds(1)),
                OptionalLong.of(1),
                OptionalLong.of(1),
                OptionalLong.of(1));
        var sides = new ArrayList<>(full.sides());
        sides.set(0, Comparisons.measured(sides.get(0), all));
        return new Comparison(sides, full.tables(), full.started(), full.took());
    }

    private Set<ValidationMessage> validate(JsonNode report) throws IOException {
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(Files.readString(SCHEMA), config)
                .validate(report);
    }

    private JsonNode write(Comparison comparison) throws IOException {
        Path file = Files.createTempFile("pgexport-", ".json");
        try {
            ReportFile.of(file).write(comparison);
            return mapper.readTree(file.toFile());
        } finally {
            Files.delete(file);
        }
    }

    private static void properties(JsonNode schema, Set<String> names) {
        schema.properties().forEach(field -> {
            if (field.getKey().equals("properties")) {
                field.getValue().fieldNames().forEachRemaining(names::add);
            }
            properties(field.getValue(), names);
        });
    }

    private static void keys(JsonNode node, Set<String> names) {
        node.fieldNames().forEachRemaining(names::add);
        node.forEach(child -> keys(child, names));
    }
}
