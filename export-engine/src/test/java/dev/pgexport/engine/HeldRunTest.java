package dev.pgexport.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.ExistingObject;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.HandOff;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.TableName;
import dev.pgexport.api.Written;
import dev.pgexport.api.manifest.Codec;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.engine.RunEvent.ExportDiscarded;
import dev.pgexport.engine.RunEvent.ExportRestarted;
import dev.pgexport.engine.RunEvent.Warning;
import dev.pgexport.engine.RunResult.Completed;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What another service writes for an export outlives the runs that wait for it. */
class HeldRunTest {
    private static final ObjectName PART = ObjectName.of("rds/task-1/app/public.moves/1/part-00000.gz.parquet");
    private static final Checksums ETAG = Checksums.ofEtag("\"9b2cf535f27731c974343645a3985328\"");

    private final RunFixture fixture = new RunFixture();

    @BeforeEach
    void anotherServiceHasWrittenAnObject() {
        fixture.sink.adopts = true;
        fixture.sink.vouched = ETAG;
        fixture.source.resumes = true;
        fixture.source.tables = List.of("moves");
        fixture.source.objects = List.of(ScriptedObject.of(PART.value(), out -> {
                    throw new AssertionError("its bytes were asked for");
                })
                .existingAt(new ExistingObject(
                        URI.create("memory:/" + fixture.id.resolve(PART)),
                        4,
                        ETAG,
                        Written.rows(new TableName("public", "moves"), 7))));
        fixture.sink.objects.put(fixture.id.resolve(PART), new byte[] {'P', 'A', 'R', '1'});
    }

    private void hold() {
        fixture.sink.holds.put(fixture.id, Instant.EPOCH.plus(Duration.ofHours(1)));
    }

    private HandOff handOff() {
        return fixture.source.request.orElseThrow().handOff().orElseThrow();
    }

    private void release() {
        try {
            handOff().release(fixture.id);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void cancel() {
        fixture.cancellation.cancel("SIGTERM");
        throw new ExportException(Kind.UNAVAILABLE, "no longer waiting for RDS");
    }

    private void assertKept() {
        assertThat(fixture.sink.names())
                .containsExactly(fixture.id.resolve(PART).value());
        assertThat(fixture.events(ExportDiscarded.class)).isEmpty();
        assertThat(fixture.events(Warning.class))
                .containsExactly(new Warning("what another service writes for export " + fixture.id
                        + " stays, for the next run of this id to go on with"));
        assertThat(fixture.sink.holds).containsOnlyKeys(fixture.id);
    }

    private void assertDiscarded() {
        assertThat(fixture.sink.names()).isEmpty();
        assertThat(fixture.events(ExportDiscarded.class)).hasSize(1);
    }

    @Test
    void aRunGoesOnWithWhatIsHeldAndReleasesItAfterItsManifest() throws Exception {
        hold();
        fixture.sink.fault = (operation, subject) -> {
            if (operation.equals("create")) {
                assertThat(fixture.sink.holds).isNotEmpty();
            }
        };

        assertThat(fixture.complete().objects())
                .containsExactly(
                        new ManifestObject(PART, 4, ETAG, Codec.NONE, 4, Map.of(new TableName("public", "moves"), 7L)));
        assertThat(fixture.sink.holds).isEmpty();
    }

    @Test
    void anAdoptedObjectIsNeitherReadNorLookedFor() throws Exception {
        hold();
        fixture.sink.fault = (operation, subject) -> {
            if (operation.equals("open") || operation.equals("find")) {
                assertThat(subject).endsWith("/manifest.json");
            }
        };

        assertThat(fixture.run()).isInstanceOf(Completed.class);
    }

    @Test
    void anAdoptedObjectThatWasReplacedIsFoundAtTheEnd() {
        hold();
        fixture.source.onConfirm = () -> fixture.sink.vouched = Checksums.ofEtag("another");

        assertThatThrownBy(fixture::run)
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.INTEGRITY))
                .hasMessage(PART + " has ETag another in the storage, and " + ETAG + " was written");
    }

    @Test
    void withoutAHoldARunStartsAnew() {
        assertThatThrownBy(fixture::run).hasMessageContaining("1 objects were written, and the location lists 0");
    }

    @Test
    void aStrategyThatCannotGoOnLeavesWhatIsHeldAlone() {
        hold();
        fixture.source.resumes = false;

        assertThatThrownBy(fixture::run)
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.CONFLICT))
                .hasMessageContaining("strategy scripted cannot go on with it");

        assertThat(fixture.source.opened).hasValue(0);
        assertThat(fixture.sink.names()).hasSize(1);
        assertThat(fixture.sink.holds).containsOnlyKeys(fixture.id);
    }

    @Test
    void aFailedRunKeepsWhatIsHeld() {
        hold();
        fixture.source.onConfirm = () -> {
            throw new ExportException(Kind.UNAVAILABLE, "RDS does not answer");
        };

        assertThatThrownBy(fixture::run).hasMessage("RDS does not answer");

        assertKept();
    }

    @Test
    void aFailedRunWhoseSourceReleasedFirstLeavesNothing() {
        hold();
        fixture.source.onConfirm = () -> {
            release();
            throw new ExportException(Kind.INTEGRITY, "RDS skipped a table");
        };

        assertThatThrownBy(fixture::run).hasMessage("RDS skipped a table");

        assertDiscarded();
    }

    @Test
    void aCancelledRunKeepsWhatIsHeld() {
        fixture.source.onOpen = () -> {
            hold();
            fixture.sink.objects.put(fixture.id.resolve(PART), new byte[4]);
        };
        fixture.source.onConfirm = this::cancel;

        assertThatThrownBy(fixture::run).isInstanceOf(InterruptedException.class);

        assertKept();
    }

    @Test
    void aCancelledRunWhoseSourceReleasedFirstLeavesNothing() {
        hold();
        fixture.source.onConfirm = () -> {
            release();
            cancel();
        };

        assertThatThrownBy(fixture::run).isInstanceOf(InterruptedException.class);

        assertDiscarded();
    }

    @Test
    void aRunThatStartsAgainKeepsWhatIsHeld() throws Exception {
        hold();
        fixture.source.onConfirm = () -> {
            if (fixture.source.opened.get() == 1) {
                throw new ExportException(Kind.EXPORT_LOST, "the task is gone");
            }
        };

        assertThat(fixture.run()).isInstanceOf(Completed.class);

        assertThat(fixture.events(ExportRestarted.class)).hasSize(1);
        assertThat(fixture.events(ExportDiscarded.class)).isEmpty();
    }

    @Test
    void whatMayBeHeldStaysWhenTheStorageCannotTell() {
        hold();
        fixture.source.onConfirm = () -> {
            fixture.sink.fault = (operation, subject) -> {
                if (operation.equals("held")) {
                    throw new IOException("timeout");
                }
            };
            throw new ExportException(Kind.UNAVAILABLE, "RDS does not answer");
        };

        assertThatThrownBy(fixture::run)
                .hasMessage("RDS does not answer")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(suppressed -> assertThat(suppressed).hasMessageContaining("timeout")));

        assertKept();
    }

    @Test
    void aHoldThatCannotBeReleasedFailsNothing() throws Exception {
        hold();
        fixture.sink.fault = (operation, subject) -> {
            if (operation.equals("release")) {
                throw new IOException("permission denied");
            }
        };

        assertThat(fixture.run()).isInstanceOf(Completed.class);

        assertThat(fixture.events(Warning.class))
                .singleElement()
                .satisfies(warning ->
                        assertThat(warning.message()).contains("stays until its time is over", "permission denied"));
    }
}
