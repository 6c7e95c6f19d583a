package dev.pgexport.engine;

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
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.engine.manifest.ManifestJson;
import dev.pgexport.engine.manifest.Manifests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keeps docs/manifest.schema.json true. */
class ManifestSchemaTest {
    private static final Path SCHEMA = Path.of("..", "docs", "manifest.schema.json");

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void itIsAJsonSchemaItself() throws IOException {
        JsonSchema meta = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(meta.validate(mapper.readTree(SCHEMA.toFile()))).isEmpty();
    }

    @Test
    void manifestsAreOfIt() throws IOException {
        for (Manifest manifest : List.of(Manifests.full(), Manifests.bare(), Manifests.large(10))) {
            assertThat(validate(mapper.readTree(write(manifest)))).isEmpty();
        }
    }

    @Test
    void theManifestOfARunIsOfIt() throws Exception {
        RunFixture fixture = new RunFixture().withTwoTables();
        fixture.complete();
        byte[] stored = fixture.sink.objects.get(fixture.id.resolve(ObjectName.of("manifest.json")));

        assertThat(validate(mapper.readTree(stored))).isEmpty();
    }

    @Test
    void itDescribesEveryKey() throws IOException {
        Set<String> described = new HashSet<>();
        properties(mapper.readTree(SCHEMA.toFile()), described);
        ObjectNode root = (ObjectNode) mapper.readTree(write(Manifests.full()));
        root.set("settings", mapper.createObjectNode());
        ((ObjectNode) root.path("source")).set("fingerprint", mapper.createObjectNode());
        Set<String> used = new HashSet<>();
        keys(root, used);

        assertThat(described).containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void everyRequiredKeyIsRequired() throws IOException {
        ObjectNode root = (ObjectNode) mapper.readTree(write(Manifests.full()));
        for (String key : List.of("formatVersion", "id", "source", "tables", "objects", "timings")) {
            ObjectNode without = root.deepCopy();
            without.remove(key);
            assertThat(validate(without)).as(key).isNotEmpty();
        }
        ObjectNode withoutRows = root.deepCopy();
        ((ObjectNode) withoutRows.at("/tables/0")).remove("rows");
        assertThat(validate(withoutRows)).as("rows of a table with data").isNotEmpty();
        ObjectNode badHash = root.deepCopy();
        ((ObjectNode) badHash.at("/objects/0")).put("sha256", "AB".repeat(32));
        assertThat(validate(badHash)).as("SHA-256 in upper case").isNotEmpty();
        ObjectNode withoutChecksum = root.deepCopy();
        ((ObjectNode) withoutChecksum.at("/objects/0")).remove(List.of("sha256", "crc32c"));
        assertThat(validate(withoutChecksum))
                .as("an object without any checksum")
                .isNotEmpty();
    }

    private Set<ValidationMessage> validate(JsonNode manifest) throws IOException {
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(Files.readString(SCHEMA), config)
                .validate(manifest);
    }

    private static byte[] write(Manifest manifest) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ManifestJson().write(manifest, out);
        return out.toByteArray();
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
