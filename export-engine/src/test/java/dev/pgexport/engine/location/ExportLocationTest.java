package dev.pgexport.engine.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.engine.MemorySink;
import dev.pgexport.engine.location.ListedExport.Complete;
import dev.pgexport.engine.location.ListedExport.Incomplete;
import dev.pgexport.engine.location.ListedExport.Unreadable;
import dev.pgexport.engine.manifest.ManifestJson;
import dev.pgexport.engine.manifest.Manifests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExportLocationTest {
    private final MemorySink sink = new MemorySink();
    private final ExportLocation location = new ExportLocation(sink);

    @Test
    void anEmptyLocationHasNoExports() {
        assertThat(location.list()).isEmpty();
    }

    @Test
    void theNewestSnapshotComesFirst() throws Exception {
        put("nightly-b", "2026-11-20T00:00:00Z");
        put("nightly-a", "2026-11-21T00:00:00Z");
        put("nightly-c", "2026-11-19T00:00:00Z");

        assertThat(location.list())
                .extracting(ListedExport::id)
                .containsExactly(new ExportId("nightly-a"), new ExportId("nightly-b"), new ExportId("nightly-c"));
        assertThat(location.newest().id()).isEqualTo(new ExportId("nightly-a"));
    }

    @Test
    void aSummarySaysWhatIsInIt() throws Exception {
        put("nightly", "2026-11-20T00:00:00Z");

        assertThat(location.list()).singleElement().isInstanceOfSatisfying(Complete.class, complete -> {
            assertThat(complete.summary().database()).isEqualTo("app");
            assertThat(complete.summary().strategy()).isEqualTo("copy");
            assertThat(complete.summary().tables()).isEqualTo(2);
            assertThat(complete.summary().objects()).isEqualTo(3);
            assertThat(complete.summary().rows()).isEqualTo(1510);
            assertThat(complete.summary().bytes()).isEqualTo(1366);
        });
    }

    @Test
    void objectsWithoutAManifestAreAnIncompleteExport() throws Exception {
        put("nightly", "2026-11-20T00:00:00Z");
        sink.objects.put(ObjectName.of("running", "data", "1.csv"), new byte[] {1});

        assertThat(location.list()).last().isEqualTo(new Incomplete(new ExportId("running")));
        assertThat(location.newest().id()).isEqualTo(new ExportId("nightly"));
        assertThat(location.find(new ExportId("running"))).isEmpty();
    }

    @Test
    void aDamagedManifestIsShownAsSuch() {
        sink.objects.put(ObjectName.of("nightly", "manifest.json"), "{".getBytes(StandardCharsets.UTF_8));

        assertThat(location.list())
                .singleElement()
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        unreadable -> assertThat(unreadable.failure().kind()).isEqualTo(Kind.INTEGRITY));
    }

    @Test
    void aManifestInTheFolderOfAnotherExportIsDamage() throws Exception {
        put("nightly", "2026-11-20T00:00:00Z");
        sink.objects.put(
                ObjectName.of("copied", "manifest.json"), sink.objects.get(ObjectName.of("nightly", "manifest.json")));

        assertThatThrownBy(() -> location.read(new ExportId("copied")))
                .hasMessage("copied/manifest.json is the manifest of another export: nightly");
    }

    @Test
    void anExportThatIsNotThereIsAWrongName() {
        assertThatThrownBy(() -> location.read(new ExportId("nightly")))
                .hasMessage("there is no complete export nightly at this location")
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION));
        assertThatThrownBy(location::newest).hasMessage("there is no complete export at this location");
    }

    @Test
    void aLocationThatDoesNotAnswerIsAFailure() {
        sink.fault = (operation, subject) -> {
            throw new IOException("timeout");
        };

        assertThatThrownBy(location::list)
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    private void put(String id, String moment) throws Exception {
        Manifest manifest = Manifests.at(id, moment);
        sink.create(manifest.id().resolve(Manifest.NAME), out -> new ManifestJson().write(manifest, out));
    }
}
