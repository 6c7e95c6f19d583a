package dev.pgexport.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import dev.pgexport.api.manifest.Codec;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.engine.RunEvent.SourceChanged;
import dev.pgexport.engine.RunResult.AlreadyDone;
import dev.pgexport.engine.RunResult.Completed;
import dev.pgexport.engine.RunResult.Unchanged;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run that finds that there is nothing to do writes nothing. */
class NothingToDoTest {
    private final RunFixture fixture = new RunFixture().withTwoTables();

    @BeforeEach
    void look() {
        fixture.source.looks = true;
        fixture.source.fingerprint = Optional.of(Map.of("transactions", "812"));
        fixture.start = new RunStart(Optional.empty(), true);
    }

    private Manifest first() throws InterruptedException {
        fixture.id = new ExportId("20261121T010203Z-app-scripted-aaaa");
        Manifest first = fixture.complete();
        fixture.id = new ExportId("20261122T010203Z-app-scripted-bbbb");
        return first;
    }

    private void isExported() throws InterruptedException {
        assertThat(fixture.run()).isInstanceOf(Completed.class);
        assertThat(fixture.sink.names()).contains(fixture.id + "/manifest.json");
    }

    private String why() {
        List<SourceChanged> changes = fixture.events(SourceChanged.class);
        return changes.get(changes.size() - 1).why();
    }

    @Test
    void aSourceThatHasNotChangedIsNotExportedAgain() throws Exception {
        Manifest first = first();
        List<String> before = fixture.sink.names();

        assertThat(fixture.run()).isEqualTo(new Unchanged(first));
        assertThat(fixture.source.opened).hasValue(1);
        assertThat(fixture.sink.names()).isEqualTo(before);
    }

    @Test
    void withoutBeingToldToSkipItIs() throws Exception {
        first();
        fixture.start = RunStart.ALWAYS;

        isExported();
    }

    @Test
    void aSourceThatHasChangedIsExported() throws Exception {
        first();
        fixture.source.fingerprint = Optional.of(Map.of("transactions", "813"));

        isExported();
        assertThat(why()).isEqualTo("changed since 20261121T010203Z-app-scripted-aaaa: transactions");
    }

    @Test
    void aSourceOfWhichNothingSafeIsKnownIsExported() throws Exception {
        first();
        fixture.source.fingerprint = Optional.empty();

        isExported();
        assertThat(why()).isEqualTo("nothing safe can be said of whether the source has changed");
    }

    @Test
    void anExportOfWhichNothingSafeWasKnownDoesNotCount() throws Exception {
        fixture.source.fingerprint = Optional.empty();
        first();
        look();

        isExported();
        assertThat(why()).isEqualTo("of 20261121T010203Z-app-scripted-aaaa nothing safe is known");
    }

    @Test
    void otherSettingsAnotherCodecOrAnotherProgramAreExported() throws Exception {
        first();
        fixture.recorded = Map.of("scripted.format", "text");
        isExported();

        fixture.recorded = Map.of("scripted.format", "csv");
        fixture.id = new ExportId("20261123T010203Z-app-scripted-cccc");
        fixture.settings = new RunSettings(Optional.of(2), Codec.GZIP, Optional.empty(), 3, Optional.empty());
        isExported();
        assertThat(why()).endsWith(": compression");

        fixture.id = new ExportId("20261124T010203Z-app-scripted-dddd");
        fixture.programVersion = "0.2.0";
        isExported();
        assertThat(why()).endsWith(": program");
    }

    @Test
    void anExportThatHasLostAnObjectDoesNotCount() throws Exception {
        Manifest first = first();
        fixture.sink.delete(first.id().resolve(first.objects().get(0).name()));

        isExported();
        assertThat(why()).isEqualTo("the objects of " + first.id() + " are not as its manifest says");
    }

    @Test
    void anExportWithAnObjectOfAnotherSizeOrContentDoesNotCount() throws Exception {
        fixture.sink.vouches = true;
        Manifest first = first();
        ObjectName damaged = first.id().resolve(first.objects().get(0).name());
        byte[] other = new byte[(int) first.objects().get(0).bytes()];
        fixture.sink.put(damaged, out -> out.write(other));

        isExported();
    }

    @Test
    void anExportWithoutItsManifestDoesNotCount() throws Exception {
        Manifest first = first();
        fixture.sink.delete(first.id().resolve(Manifest.NAME));

        isExported();
    }

    @Test
    void anExportThatTheIdsHideIsFoundByThePointerToTheNewest() throws Exception {
        fixture.id = new ExportId("a-first");
        Manifest first = fixture.complete();
        new dev.pgexport.engine.location.LatestPointer(fixture.sink).advance(first);
        fixture.recorded = Map.of("scripted.format", "text");
        for (int i = 0; i < 25; i++) {
            fixture.id = new ExportId("b-" + i);
            fixture.complete();
        }
        fixture.recorded = Map.of("scripted.format", "csv");
        fixture.id = new ExportId("c-last");

        assertThat(fixture.run()).isEqualTo(new Unchanged(first));
    }

    @Test
    void aStrategyThatCannotTellRefusesToSkip() {
        fixture.source.looks = false;

        assertThatThrownBy(fixture::run)
                .asInstanceOf(type(ExportException.class))
                .satisfies(failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
                    assertThat(failure.advice().orElseThrow()).contains("--skip-unchanged");
                });
        assertThat(fixture.sink.names()).isEmpty();
    }

    @Test
    void anotherRunOfTheTaskIsFoundBeforeAnythingIsWritten() {
        fixture.start = new RunStart(Optional.of("nightly"), true);
        fixture.source.busy = true;

        assertThatThrownBy(fixture::run)
                .asInstanceOf(type(ExportException.class))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.BUSY));
        assertThat(fixture.source.opened).hasValue(0);
        assertThat(fixture.sink.names()).isEmpty();
    }

    @Test
    void anotherRunOfTheTaskThatWasFasterLeavesNothingBehind() throws Exception {
        fixture.start = new RunStart(Optional.of("nightly"), false);
        fixture.source.onOpen = () -> {
            throw new ExportException(Kind.BUSY, "another run of this task");
        };

        assertThatThrownBy(fixture::run)
                .asInstanceOf(type(ExportException.class))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.BUSY));
        assertThat(fixture.source.opened).hasValue(1);
        assertThat(fixture.sink.names()).isEmpty();
        fixture.sink.claim(fixture.id).close();
    }

    @Test
    void aRunOfTheSameIdIsBusy() throws Exception {
        try (Sink.Claim claim = fixture.sink.claim(fixture.id)) {
            assertThatThrownBy(fixture::run)
                    .as("beside %s", claim)
                    .asInstanceOf(type(ExportException.class))
                    .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.BUSY));
        }
    }

    @Test
    void aRunThatWasFinishedIsFoundFirst() throws Exception {
        Manifest first = first();
        fixture.id = first.id();
        fixture.source.busy = true;
        fixture.start = new RunStart(Optional.of("nightly"), true);

        assertThat(fixture.run()).isEqualTo(new AlreadyDone(first));
    }

    /** The server may still hold the lock for the session that this run has lost. */
    @Test
    void aRunThatStartsAgainDoesNotAskForItsTaskAgain() throws Exception {
        fixture.start = new RunStart(Optional.of("nightly"), false);
        fixture.source.onOpen = () -> {
            if (fixture.source.request.orElseThrow().task().isPresent()) {
                throw new ExportException(Kind.EXPORT_LOST, "the snapshot is gone");
            }
        };

        assertThat(fixture.run()).isInstanceOf(Completed.class);
        assertThat(fixture.source.opened).hasValue(2);
    }
}
