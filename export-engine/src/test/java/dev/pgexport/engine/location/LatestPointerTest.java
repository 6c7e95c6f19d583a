package dev.pgexport.engine.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.engine.MemorySink;
import dev.pgexport.engine.manifest.Manifests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatestPointerTest {
    private final MemorySink sink = new MemorySink();
    private final LatestPointer pointer = new LatestPointer(sink);

    private JsonNode latest() throws IOException {
        return new ObjectMapper().readTree(sink.objects.get(LatestPointer.NAME));
    }

    @Test
    void itNamesTheExportAndItsManifest() throws Exception {
        pointer.advance(Manifests.at("nightly-a", "2026-11-20T00:00:00Z"));

        assertThat(sink.names()).containsExactly("latest.json");
        assertThat(latest().path("formatVersion").intValue()).isEqualTo(1);
        assertThat(latest().path("id").textValue()).isEqualTo("nightly-a");
        assertThat(latest().path("manifest").textValue()).isEqualTo("nightly-a/manifest.json");
        assertThat(latest().path("moment").textValue()).isEqualTo("2026-11-20T00:00:00Z");
    }

    @Test
    void itGoesOnToANewerSnapshot() throws Exception {
        pointer.advance(Manifests.at("nightly-a", "2026-11-20T00:00:00Z"));
        pointer.advance(Manifests.at("nightly-b", "2026-11-21T00:00:00Z"));

        assertThat(latest().path("id").textValue()).isEqualTo("nightly-b");
    }

    @Test
    void itDoesNotGoBackToAnOlderSnapshotThatWasWrittenLater() throws Exception {
        pointer.advance(Manifests.at("nightly-b", "2026-11-21T00:00:00Z"));
        pointer.advance(Manifests.at("nightly-a", "2026-11-20T00:00:00Z"));

        assertThat(latest().path("id").textValue()).isEqualTo("nightly-b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"moment\": 5}", "{\"moment\": \"tomorrow\"}"})
    void oneThatIsNoPointerIsReplaced(String content) throws Exception {
        sink.objects.put(LatestPointer.NAME, content.getBytes(StandardCharsets.UTF_8));

        pointer.advance(Manifests.at("nightly-a", "2026-11-20T00:00:00Z"));

        assertThat(latest().path("id").textValue()).isEqualTo("nightly-a");
    }

    @Test
    void oneThatMayNotBeReadIsReplaced() throws Exception {
        pointer.advance(Manifests.at("nightly-a", "2026-11-20T00:00:00Z"));
        sink.fault = (operation, subject) -> {
            if (operation.equals("open")) {
                throw new ExportException(Kind.PERMISSION, "no right to read");
            }
        };

        pointer.advance(Manifests.at("nightly-b", "2026-11-21T00:00:00Z"));

        assertThat(latest().path("id").textValue()).isEqualTo("nightly-b");
    }

    @Test
    void aLocationThatDoesNotTakeItIsTold() {
        sink.fault = (operation, subject) -> {
            if (operation.equals("put")) {
                throw new IOException("no");
            }
        };

        assertThatThrownBy(() -> pointer.advance(Manifests.at("nightly-a", "2026-11-20T00:00:00Z")))
                .isInstanceOf(ExportException.class)
                .hasMessage("cannot write latest.json: no");
    }
}
