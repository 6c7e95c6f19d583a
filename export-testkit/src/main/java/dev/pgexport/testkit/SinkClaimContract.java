package dev.pgexport.testkit;

import static dev.pgexport.testkit.SinkUnderTest.listed;
import static dev.pgexport.testkit.SinkUnderTest.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.Leftover;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import dev.pgexport.api.manifest.Manifest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One run at a time holds an export, and what a dead run left can be told from what a living one makes. */
interface SinkClaimContract extends SinkUnderTest {
    ExportId ID = new ExportId("20261121T010203Z-app-copy-k3f9");
    ObjectName PART = ID.resolve(ObjectName.of("data", "public.moves", "00001.csv"));
    ObjectName OTHER_PART = ID.resolve(ObjectName.of("data", "public.moves", "00002.csv"));
    ObjectName MANIFEST = ID.resolve(Manifest.NAME);

    private static void refusesClaim(Sink sink) {
        assertThatThrownBy(() -> sink.claim(ID).close())
                .isInstanceOfSatisfying(
                        ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BUSY))
                .hasMessageContaining(ID.value());
    }

    @Test
    default void claimExcludesOthersUntilItIsClosed() throws Exception {
        Sink sink = openSink();
        Sink other = openSink();

        try (Sink.Claim claim = sink.claim(ID)) {
            assertThat(claim).isNotNull();
            refusesClaim(sink);
            refusesClaim(other);
            refusesClaim(sink);
        }

        other.claim(ID).close();
        sink.claim(ID).close();
    }

    @Test
    default void claimsOfDifferentExportsDoNotMindEachOther() throws Exception {
        Sink sink = openSink();

        try (Sink.Claim one = sink.claim(ID);
                Sink.Claim two = sink.claim(new ExportId("another"))) {
            assertThat(one).isNotSameAs(two);
        }
    }

    @Test
    default void closingAClaimTwiceDoesNotGiveBackSomebodyElses() throws Exception {
        Sink sink = openSink();
        Sink.Claim first = sink.claim(ID);
        first.close();

        try (Sink.Claim second = sink.claim(ID)) {
            first.close();

            assertThat(second).isNotSameAs(first);
            refusesClaim(sink);
        }
    }

    @Test
    default void ofSeveralClaimantsExactlyOneWins() throws Exception {
        Sink sink = openSink();

        List<Optional<Sink.Claim>> claims = Threads.run(8, number -> {
            try {
                return Optional.of(sink.claim(ID));
            } catch (ExportException e) {
                assertThat(e.kind()).isEqualTo(Kind.BUSY);
                return Optional.empty();
            }
        });

        assertThat(claims).filteredOn(Optional::isPresent).hasSize(1);
        claims.forEach(claim -> claim.ifPresent(Sink.Claim::close));
    }

    @Test
    default void claimAloneLeavesNothing() throws Exception {
        Sink sink = openSink();

        try (Sink.Claim claim = sink.claim(ID)) {
            assertThat(claim).isNotNull();
            assertThat(listed(sink)).isEmpty();
        }

        assertThat(sink.leftovers()).isEmpty();
        assertThat(sink.exports()).isEmpty();
        assertThat(everythingStored()).isEmpty();
    }

    @Test
    default void claimOfAnInterruptedThreadLeavesNothing() throws Exception {
        Sink sink = openSink();

        Thread.currentThread().interrupt();
        try {
            sink.claim(ID).close();
        } catch (ExportException e) {
            assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
        }

        Thread.interrupted();
        sink.claim(ID).close();
        assertThat(everythingStored()).isEmpty();
    }

    @Test
    default void partsWithoutAManifestAreLeftOverOnceTheirRunIsGone() throws Exception {
        Sink sink = openSink();
        try (Sink.Claim claim = sink.claim(ID)) {
            sink.put(PART, out -> out.write(new byte[100]));
            sink.put(OTHER_PART, out -> out.write(new byte[23]));

            assertThat(sink.leftovers()).as("while %s lives", claim).isEmpty();
            assertThat(openSink().leftovers()).isEmpty();
        }

        assertThat(openSink().leftovers()).containsExactly(new Leftover(ID, 2, 123));
    }

    @Test
    default void removedLeftoverIsGone() throws Exception {
        Sink sink = openSink();
        try (Sink.Claim claim = sink.claim(ID)) {
            sink.put(PART, out -> out.write(new byte[100]));
            assertThat(claim).isNotNull();
        }

        for (Leftover leftover : sink.leftovers()) {
            sink.remove(leftover);
            sink.remove(leftover);
        }

        assertThat(sink.leftovers()).isEmpty();
        assertThat(sink.exports()).isEmpty();
        assertThat(everythingStored()).isEmpty();
    }

    @Test
    default void leftoverThatARunHasClaimedMeanwhileStays() throws Exception {
        Sink sink = openSink();
        sink.claim(ID).close();
        try (Sink.Claim claim = sink.claim(ID)) {
            sink.put(PART, out -> out.write(1));
            assertThat(claim).isNotNull();
        }
        Leftover leftover = sink.leftovers().get(0);

        try (Sink.Claim claim = sink.claim(ID)) {
            sink.remove(leftover);

            assertThat(read(sink, PART)).as("held by %s", claim).containsExactly(1);
        }
    }

    @Test
    default void exportWithAManifestIsNeverLeftOver() throws Exception {
        Sink sink = openSink();
        try (Sink.Claim claim = sink.claim(ID)) {
            sink.put(PART, out -> out.write(1));
            sink.create(MANIFEST, out -> out.write('{'));
            assertThat(claim).isNotNull();
        }

        assertThat(sink.leftovers()).isEmpty();
        sink.remove(new Leftover(ID, 2, 2));
        assertThat(listed(sink)).containsExactly(PART.value(), MANIFEST.value());
        assertThat(sink.exports()).containsExactly(ID);
    }

    @Test
    default void removingOneLeftoverKeepsToItsExport() throws Exception {
        Sink sink = openSink();
        ExportId other = new ExportId(ID.value() + "2");
        ObjectName otherPart = other.resolve(ObjectName.of("data", "x"));
        for (ExportId id : List.of(ID, other)) {
            try (Sink.Claim claim = sink.claim(id)) {
                sink.put(id.resolve(ObjectName.of("data", "x")), out -> out.write(1));
                assertThat(claim).isNotNull();
            }
        }

        sink.remove(new Leftover(ID, 1, 1));

        assertThat(listed(sink)).containsExactly(otherPart.value());
        assertThat(sink.leftovers()).containsExactly(new Leftover(other, 1, 1));
    }

    @Test
    default void claimDiesWithItsProcessAndNotBefore() throws Exception {
        Optional<Process> started = startClaimant(ID.value(), PART, OTHER_PART);
        if (started.isEmpty()) {
            return;
        }
        Sink sink = openSink();

        refusesClaim(sink);
        assertThat(sink.leftovers()).isEmpty();
        sink.remove(new Leftover(ID, 1, 1));
        assertThat(listed(sink)).containsExactly(PART.value());

        started.get().destroyForcibly().waitFor();

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(sink.leftovers())
                        .singleElement()
                        .satisfies(leftover -> assertThat(leftover.id()).isEqualTo(ID)));
        for (Leftover leftover : sink.leftovers()) {
            assertThat(leftover.objects()).isPositive();
            sink.remove(leftover);
        }
        assertThat(everythingStored()).isEmpty();
        sink.claim(ID).close();
    }

    @Test
    default void exportOfADeadProcessCanBeClaimedAgain() throws Exception {
        Optional<Process> started = startClaimant(ID.value(), PART, OTHER_PART);
        if (started.isEmpty()) {
            return;
        }
        Sink sink = openSink();
        started.get().destroyForcibly().waitFor();

        try (Sink.Claim claim =
                await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> sink.claim(ID), c -> true)) {
            assertThat(sink.leftovers()).as("held by %s", claim).isEmpty();
            assertThat(listed(sink)).containsExactly(PART.value());
        }
    }
}
