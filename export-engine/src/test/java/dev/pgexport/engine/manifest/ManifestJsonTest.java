package dev.pgexport.engine.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgexport.api.Checksums;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.manifest.Manifest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestJsonTest {
    /** Keys that may be missing, by JSON pointer. */
    private static final Set<String> OPTIONAL = Set.of(
            "/reader",
            "/types",
            "/source/server",
            "/source/systemIdentifier",
            "/source/snapshot",
            "/source/lsn",
            "/source/fingerprint",
            "/source/user",
            "/tables/0/rows",
            "/objects/0/sha256",
            "/objects/0/crc32c");

    private final ManifestJson json = new ManifestJson();

    @ParameterizedTest
    @MethodSource("manifests")
    void whatWasWrittenReadsAsItself(Manifest manifest) throws IOException {
        assertThat(read(write(manifest))).isEqualTo(manifest);
    }

    static Stream<Manifest> manifests() {
        return Stream.concat(
                Stream.of(Manifests.full(), Manifests.bare(), Manifests.large(1000)),
                everyChecksumAlone().map(Manifests::of));
    }

    private static Stream<Checksums> everyChecksumAlone() {
        Checksums all = Checksums.of("ab".repeat(32), "0011aabb")
                .withCrc64nvme("ae8b14860a799888")
                .withEtag("9b2cf535-3");
        return Stream.of(
                new Checksums(all.sha256(), Optional.empty(), Optional.empty(), Optional.empty()),
                new Checksums(Optional.empty(), all.crc32c(), Optional.empty(), Optional.empty()),
                new Checksums(Optional.empty(), Optional.empty(), all.crc64nvme(), Optional.empty()),
                new Checksums(Optional.empty(), Optional.empty(), Optional.empty(), all.etag()),
                all);
    }

    @Test
    void anObjectThatPassedThroughHasTheKeysThatItAlwaysHad() throws IOException {
        JsonNode object = new ObjectMapper().readTree(write(Manifests.full())).at("/objects/0");

        assertThat(object.fieldNames())
                .toIterable()
                .containsExactly("name", "bytes", "sha256", "crc32c", "codec", "decodedBytes", "rows");
        assertThat(object.at("/crc32c").asText()).isEqualTo("0011aabb");
    }

    @Test
    void anObjectWithoutAnyChecksumIsMalformed() throws IOException {
        assertMalformed(change(root -> ((ObjectNode) root.at("/objects/0")).remove(List.of("sha256", "crc32c"))));
    }

    @Test
    void theSameManifestGivesTheSameBytes() throws IOException {
        assertThat(write(Manifests.full())).isEqualTo(write(Manifests.full()));
    }

    @Test
    void aPersonCanReadIt() throws IOException {
        assertThat(write(Manifests.full()))
                .startsWith("{\n  \"formatVersion\" : 1,\n  \"id\" : \"20261121T010203Z-app-copy-k3f9\",\n")
                .contains("\"consistency\" : \"serializable-snapshot\"")
                .contains("\"moment\" : \"2026-11-21T01:02:03.456789Z\"")
                .contains("\"opened\" : \"PT0.35S\"")
                .contains("\"codec\" : \"zstd\"")
                .endsWith("}\n");
    }

    @Test
    void settingsAreInOrder() throws IOException {
        assertThat(write(Manifests.full())).containsSubsequence("copy.format", "copy.part-size", "\"from\"");
    }

    @Test
    void rowsOfAnObjectNameTheirTable() throws IOException {
        JsonNode object = new ObjectMapper().readTree(write(Manifests.full())).at("/objects/0");

        assertThat(object.at("/rows/0/schema").asText()).isEqualTo("public");
        assertThat(object.at("/rows/0/name").asText()).isEqualTo("moves");
        assertThat(object.at("/rows/0/rows").asLong()).isEqualTo(1500);
    }

    @Test
    void streamsStayOpen() throws IOException {
        json.write(Manifests.bare(), new ByteArrayOutputStream() {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        });
    }

    @Test
    void keysOfALaterProgramArePassedOver() throws IOException {
        String later = change(root -> {
            root.put("signature", "abc");
            ((ObjectNode) root.at("/objects/0")).putArray("parts").add(1);
        });

        assertThat(read(later)).isEqualTo(Manifests.full());
    }

    @Test
    void aNewerFormatVersionIsRefused() throws IOException {
        String newer = write(Manifests.full()).replace("\"formatVersion\" : 1", "\"formatVersion\" : 2");

        assertThatThrownBy(() -> read(newer))
                .hasMessage("manifest.json has format version 2, and this program reads up to 1")
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "not json",
                "\"text\"",
                "{\"formatVersion\": 0}",
                "{\"formatVersion\": \"1\"}",
                "{\"formatVersion\": 1}"
            })
    void anythingElseIsMalformed(String text) {
        assertMalformed(text);
    }

    @Test
    void everyPrefixIsMalformed() throws IOException {
        String whole = write(Manifests.bare()).strip();

        for (int length = 0; length < whole.length(); length++) {
            assertMalformed(whole.substring(0, length));
        }
    }

    @Test
    void somethingThatFollowsIsMalformed() throws IOException {
        assertMalformed(write(Manifests.bare()) + "{}");
    }

    @Test
    void everyKeyThatIsNotOptionalMustBeThere() throws IOException {
        for (String pointer : pointers(new ObjectMapper().readTree(write(Manifests.full())), "")) {
            String without = change(root -> {
                int slash = pointer.lastIndexOf('/');
                JsonNode parent = root.at(pointer.substring(0, slash));
                if (parent instanceof ObjectNode object) {
                    object.remove(pointer.substring(slash + 1));
                }
            });
            if (OPTIONAL.contains(pointer) || pointer.matches("/settings/.*|/source/fingerprint/.*|.*/[0-9]+")) {
                read(without);
            } else {
                assertMalformed(without);
            }
        }
    }

    @Test
    void everyKeyMustHaveAValueOfItsKind() throws IOException {
        for (String pointer : pointers(new ObjectMapper().readTree(write(Manifests.full())), "")) {
            if (!pointer.matches(".*/[0-9]+")) {
                assertMalformed(change(root -> {
                    int slash = pointer.lastIndexOf('/');
                    ((ObjectNode) root.at(pointer.substring(0, slash)))
                            .putArray(pointer.substring(slash + 1))
                            .add(true);
                }));
            }
        }
    }

    @Test
    void hundredThousandObjectsAreWrittenInTheMemoryOfTheManifest() throws IOException {
        Manifest large = Manifests.large(100_000);
        long[] most = {0};
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        long before = runtime.totalMemory() - runtime.freeMemory();
        json.write(large, new OutputStream() {
            private long written;

            @Override
            public void write(int b) {}

            @Override
            public void write(byte[] bytes, int offset, int length) {
                if (written / (16 << 20) != (written + length) / (16 << 20)) {
                    System.gc();
                    most[0] = Math.max(most[0], runtime.totalMemory() - runtime.freeMemory() - before);
                }
                written += length;
            }
        });

        assertThat(most[0]).isBetween(Long.MIN_VALUE, 8L << 20);
    }

    private void assertMalformed(String text) {
        assertThatThrownBy(() -> read(text))
                .as(text)
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).as(text).isEqualTo(Kind.INTEGRITY))
                .hasMessageStartingWith("manifest.json is not a manifest: ");
    }

    private static List<String> pointers(JsonNode node, String at) {
        List<String> pointers = new ArrayList<>();
        if (node.isObject()) {
            node.fieldNames().forEachRemaining(name -> {
                pointers.add(at + "/" + name);
                pointers.addAll(pointers(node.get(name), at + "/" + name));
            });
        } else if (node.isArray() && !node.isEmpty()) {
            pointers.add(at + "/0");
            pointers.addAll(pointers(node.get(0), at + "/0"));
        }
        return pointers;
    }

    private String change(Consumer<ObjectNode> change) throws IOException {
        ObjectNode root = (ObjectNode) new ObjectMapper().readTree(write(Manifests.full()));
        change.accept(root);
        return root.toString();
    }

    private String write(Manifest manifest) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        json.write(manifest, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private Manifest read(String text) throws IOException {
        InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return json.read(in, "manifest.json");
    }
}
