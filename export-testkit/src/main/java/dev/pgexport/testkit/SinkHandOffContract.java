package dev.pgexport.testkit;

import static dev.pgexport.testkit.SinkUnderTest.listed;
import static dev.pgexport.testkit.SinkUnderTest.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.Checksums.Comparison;
import dev.pgexport.api.ExistingObject;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.HandOff;
import dev.pgexport.api.Hold;
import dev.pgexport.api.Leftover;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import dev.pgexport.api.StoredObject;
import dev.pgexport.api.Written;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * What a sink promises whose location another service can write to. A subclass of {@link SinkContract} implements it when
 * its sink has a hand-off.
 */
public interface SinkHandOffContract extends SinkUnderTest {
    /**
     * Write an object as another service does, without the sink.
     *
     * @return what a source sees of it
     */
    ExistingObject write(URI place, byte[] bytes, Written written);

    /** Return a place that the sink can adopt from, outside its location. */
    URI elsewhere();

    private static ExportId id() {
        return new ExportId("20261121T010203Z-app-snapshot-k3f9");
    }

    private static ObjectName part() {
        return id().resolve(ObjectName.of("rds", "task-1", "app", "public.moves", "1", "part-00000.gz.parquet"));
    }

    private static HandOff handOff(Sink sink) {
        return sink.handOff().orElseThrow();
    }

    private static URI place(Sink sink, ObjectName name) {
        return handOff(sink)
                .location(id())
                .resolve(name.value().substring(id().value().length() + 1));
    }

    private static void refuses(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ExportException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private static void removeAll(Sink sink) throws Exception {
        for (Leftover leftover : sink.leftovers()) {
            sink.remove(leftover);
        }
    }

    @Test
    default void whatAnotherServiceWroteIntoTheFolderIsListedAsItIs() throws Exception {
        Sink sink = openSink();

        ExistingObject existing = write(place(sink, part()), new byte[300], Written.withoutRows());

        try (var objects = sink.list(Optional.of(ObjectName.of(id().value())))) {
            assertThat(objects).singleElement().satisfies(object -> {
                assertThat(object.name()).isEqualTo(part());
                assertThat(object.bytes()).isEqualTo(300);
                assertThat(object.checksums().compare(existing.checksums())).isEqualTo(Comparison.SAME);
            });
        }
    }

    @Test
    default void whatLiesUnderItsNameIsAdoptedAsItWasSeen() throws Exception {
        Sink sink = openSink();
        ExistingObject existing = write(place(sink, part()), new byte[] {1, 2}, Written.withoutRows());

        assertThat(handOff(sink).adopt(part(), existing)).isEqualTo(existing.checksums());

        assertThat(read(sink, part())).containsExactly(1, 2);
    }

    @Test
    default void whatLiesElsewhereIsAdoptedUnderItsName() throws Exception {
        Sink sink = openSink();
        ExistingObject existing = write(elsewhere(), new byte[] {1, 2, 3}, Written.withoutRows());

        Checksums adopted = handOff(sink).adopt(part(), existing);

        assertThat(read(sink, part())).containsExactly(1, 2, 3);
        assertThat(adopted.compare(sink.find(part()).orElseThrow().checksums())).isEqualTo(Comparison.SAME);
        try (var objects = sink.list(Optional.empty())) {
            assertThat(objects.map(StoredObject::checksums))
                    .singleElement()
                    .satisfies(listed -> assertThat(listed.compare(adopted)).isEqualTo(Comparison.SAME));
        }
    }

    @Test
    default void whatLiesElsewhereAndIsNotWhatWasSeenIsRefused() throws Exception {
        Sink sink = openSink();
        ExistingObject existing = write(elsewhere(), new byte[] {1, 2, 3}, Written.withoutRows());
        write(elsewhere(), new byte[] {1, 2, 4}, Written.withoutRows());

        refuses(Kind.INTEGRITY, () -> handOff(sink).adopt(part(), existing));

        assertThat(listed(sink)).isEmpty();
    }

    @Test
    default void holdLastsUntilItIsReleased() throws Exception {
        Sink sink = openSink();
        Sink other = openSink();

        try (Sink.Claim claim = sink.claim(id())) {
            assertThat(handOff(sink).held(id())).as("under %s", claim).isFalse();
            handOff(sink).hold(id(), Duration.ofHours(2));

            assertThat(handOff(other).held(id())).isTrue();
            assertThat(handOff(other).holds()).singleElement().satisfies(hold -> {
                assertThat(hold.id()).isEqualTo(id());
                assertThat(Duration.between(Instant.now(), hold.until()))
                        .isBetween(Duration.ofMinutes(115), Duration.ofMinutes(125));
            });
            assertThat(sink.exports()).isEmpty();

            handOff(sink).release(id());
            handOff(sink).release(id());
            assertThat(handOff(other).held(id())).isFalse();
            assertThat(handOff(other).holds()).isEmpty();
        }

        assertThat(everythingStored()).isEmpty();
    }

    @Test
    default void laterHoldReplacesTheOneBefore() throws Exception {
        Sink sink = openSink();

        try (Sink.Claim claim = sink.claim(id())) {
            assertThat(claim).isNotNull();
            handOff(sink).hold(id(), Duration.ofSeconds(1));
            handOff(sink).hold(id(), HandOff.LONGEST_HOLD);

            assertThat(handOff(sink).holds())
                    .extracting(Hold::until)
                    .allSatisfy(until -> assertThat(until).isAfter(Instant.now().plus(Duration.ofDays(6))));
            handOff(sink).release(id());
        }
    }

    @Test
    default void releaseOfWhatIsNotHeldDoesNothing() throws Exception {
        Sink sink = openSink();

        handOff(sink).release(id());

        assertThat(handOff(sink).held(id())).isFalse();
        assertThat(everythingStored()).isEmpty();
    }

    @Test
    default void onlyWhoHasTheClaimMayHold() throws Exception {
        Sink sink = openSink();

        refuses(Kind.CONFLICT, () -> handOff(sink).hold(id(), Duration.ofHours(1)));
        try (Sink.Claim claim = openSink().claim(id())) {
            assertThat(claim).isNotNull();
            refuses(Kind.CONFLICT, () -> handOff(sink).hold(id(), Duration.ofHours(1)));
        }
        sink.claim(id()).close();
        refuses(Kind.CONFLICT, () -> handOff(sink).hold(id(), Duration.ofHours(1)));

        assertThat(everythingStored()).isEmpty();
    }

    @Test
    default void holdOfNoTimeOrTooLongIsRefused() throws Exception {
        Sink sink = openSink();

        try (Sink.Claim claim = sink.claim(id())) {
            assertThat(claim).isNotNull();
            for (Duration wrong :
                    List.of(Duration.ZERO, Duration.ofSeconds(-1), HandOff.LONGEST_HOLD.plus(Duration.ofSeconds(1)))) {
                refuses(Kind.CONFIGURATION, () -> handOff(sink).hold(id(), wrong));
            }
            assertThat(handOff(sink).held(id())).isFalse();
        }
    }

    @Test
    default void holdKeepsToItsExport() throws Exception {
        Sink sink = openSink();
        ExportId longer = new ExportId(id().value() + ".2");

        try (Sink.Claim one = sink.claim(id());
                Sink.Claim two = sink.claim(longer)) {
            assertThat(one).isNotSameAs(two);
            handOff(sink).hold(longer, Duration.ofHours(1));

            assertThat(handOff(sink).held(id())).isFalse();
            handOff(sink).release(id());
            assertThat(handOff(sink).held(longer)).isTrue();
            handOff(sink).release(longer);
        }
    }

    @Test
    default void whatIsHeldIsNobodysLeftover() throws Exception {
        Sink sink = openSink();
        try (Sink.Claim claim = sink.claim(id())) {
            assertThat(claim).isNotNull();
            handOff(sink).hold(id(), Duration.ofHours(1));
            write(place(sink, part()), new byte[7], Written.withoutRows());
        }

        assertThat(openSink().leftovers()).isEmpty();
        openSink().remove(new Leftover(id(), 1, 7));
        assertThat(listed(sink)).containsExactly(part().value());

        try (Sink.Claim claim = sink.claim(id())) {
            assertThat(claim).isNotNull();
            assertThat(listed(sink)).containsExactly(part().value());
            handOff(sink).release(id());
        }
        assertThat(sink.leftovers()).containsExactly(new Leftover(id(), 1, 7));
        removeAll(sink);
        assertThat(everythingStored()).isEmpty();
    }

    @Test
    default void whatIsWrittenAfterTheRunIsLeftOverOnceTheTimeIsOver() throws Exception {
        Sink sink = openSink();
        try (Sink.Claim claim = sink.claim(id())) {
            assertThat(claim).isNotNull();
            handOff(sink).hold(id(), Duration.ofSeconds(2));
        }
        write(place(sink, part()), new byte[7], Written.withoutRows());

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(sink.leftovers()).containsExactly(new Leftover(id(), 1, 7)));
        assertThat(handOff(sink).held(id())).isFalse();
        assertThat(handOff(sink).holds()).isEmpty();
        removeAll(sink);

        assertThat(everythingStored()).isEmpty();
    }

    @Test
    default void holdUnderWhichNothingWasWrittenGoesWithItsTime() throws Exception {
        Sink sink = openSink();
        try (Sink.Claim claim = sink.claim(id())) {
            assertThat(claim).isNotNull();
            handOff(sink).hold(id(), Duration.ofSeconds(1));
        }

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(sink.leftovers()).isEmpty();
            assertThat(everythingStored()).isEmpty();
        });
    }

    @Test
    default void holdOutlivesAProcessThatIsKilled() throws Exception {
        ExportId other = new ExportId("20261121T010203Z-app-copy-77aa");
        ObjectName otherPart = other.resolve(ObjectName.of("data", "1"));
        Process holder = startClaimant(
                        id().value(), part(), id().resolve(ObjectName.of("data", "2")), Duration.ofHours(1))
                .orElseThrow();
        Process claimant = startClaimant(other.value(), otherPart, other.resolve(ObjectName.of("data", "2")))
                .orElseThrow();
        Sink sink = openSink();
        holder.destroyForcibly().waitFor();
        claimant.destroyForcibly().waitFor();

        await("the other run, which was killed later, is dead")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(sink.leftovers()).extracting(Leftover::id).contains(other));
        assertThat(sink.leftovers()).extracting(Leftover::id).containsExactly(other);
        assertThat(handOff(sink).holds()).extracting(Hold::id).containsExactly(id());
        removeAll(sink);
        sink.remove(new Leftover(id(), 1, 1));
        assertThat(listed(sink)).containsExactly(part().value());

        try (Sink.Claim claim = sink.claim(id())) {
            assertThat(listed(sink)).as("taken over by %s", claim).containsExactly(part().value());
            handOff(sink).release(id());
        }
        removeAll(sink);
        assertThat(everythingStored()).isEmpty();
    }
}
