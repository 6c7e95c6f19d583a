package dev.pgexport.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.Codec;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.engine.Cancellation;
import dev.pgexport.engine.CompletedRun;
import dev.pgexport.engine.internal.Hashing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierTest {
    private static final ObjectName FIRST = ObjectName.of("data/public.moves/1.csv.zst");

    private final Cancellation cancellation = new Cancellation();
    private CompletedRun run;

    @BeforeEach
    void exportTwoTables() throws Exception {
        run = CompletedRun.of(Codec.ZSTD);
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void anExportThatWasNotTouchedPasses(Codec codec) throws Exception {
        run = CompletedRun.of(codec);

        VerifyReport shallow = verify(false);
        VerifyReport deep = verify(true);

        assertThat(shallow.differences()).isEmpty();
        assertThat(deep.differences()).isEmpty();
        assertThat(shallow.passed()).isTrue();
        assertThat(shallow.objects()).isEqualTo(3);
        assertThat(shallow.rows()).isZero();
        assertThat(deep.rows()).isEqualTo(1510);
        assertThat(deep.bytes())
                .isEqualTo(run.manifest().objects().stream()
                        .mapToLong(ManifestObject::bytes)
                        .sum());
    }

    @Test
    void aMissingObjectIsFound() throws Exception {
        run.sink().objects.remove(stored(FIRST));

        assertDifferences(Difference.Kind.MISSING);
    }

    @Test
    void anObjectThatTheManifestDoesNotKnowIsFound() throws Exception {
        run.sink().objects.put(stored(ObjectName.of("data/stranger")), new byte[1]);

        assertDifferences(Difference.Kind.UNEXPECTED);
    }

    @Test
    void anObjectThatWasCutOffIsFound() throws Exception {
        change(FIRST, bytes -> Arrays.copyOf(bytes, bytes.length - 1));

        assertDifferences(Difference.Kind.SIZE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 100})
    void aChangedBitIsFound(int at) throws Exception {
        change(FIRST, bytes -> {
            bytes[at] ^= 1;
            return bytes;
        });

        assertDifferences(Difference.Kind.CHECKSUM);
    }

    @Test
    void whatTheStorageVouchesForIsNotRead() throws Exception {
        run.sink().vouches = true;
        run.sink().fault = (operation, subject) -> assertThat(operation).isNotEqualTo("open");

        VerifyReport report = verify(false);

        assertThat(report.passed()).isTrue();
        assertThat(report.objects()).isEqualTo(3);
    }

    @Test
    void aChangeThatTheStorageKnowsOfIsFoundWithoutReading() throws Exception {
        run.sink().vouches = true;
        run.sink().fault = (operation, subject) -> assertThat(operation).isNotEqualTo("open");
        change(FIRST, bytes -> {
            bytes[5] ^= 1;
            return bytes;
        });
        change(ObjectName.of("data/public.users/1.csv.zst"), bytes -> Arrays.copyOf(bytes, bytes.length - 1));

        assertThat(verify(false).differences())
                .extracting(Difference::kind)
                .containsExactlyInAnyOrder(Difference.Kind.CHECKSUM, Difference.Kind.SIZE);
    }

    @Test
    void anEtagInTheListingSparesEveryOtherQuestion() throws Exception {
        run = run.with(replace(FIRST, object -> with(object, Checksums.ofEtag("9b2c-3"))));
        run.sink().vouched = Checksums.ofEtag("9b2c-3");
        run.sink().fault = (operation, subject) -> assertThat(subject).doesNotEndWith("moves/1.csv.zst");

        VerifyReport report = verify(false);

        assertThat(report.passed()).isTrue();
        assertThat(report.objects()).isEqualTo(3);
        assertThat(report.bySizeAlone()).isZero();
    }

    @Test
    void anotherEtagIsADifferenceWhereThereIsNothingElse() throws Exception {
        run = run.with(replace(FIRST, object -> with(object, Checksums.ofEtag("9b2c-3"))));
        run.sink().vouched = Checksums.ofEtag("77aa");

        assertDifferences(Difference.Kind.CHECKSUM);
        assertThat(verify(false).differences())
                .extracting(Difference::detail)
                .containsExactly("ETag 9b2c-3 expected, ETag 77aa");
    }

    @Test
    void theBytesOfAnObjectWithAnotherEtagDecideWhereTheManifestHasTheirHash() throws Exception {
        run = run.with(replace(FIRST, object -> with(object, crc64nvme(FIRST).withEtag("9b2c-3"))));
        run.sink().vouched = Checksums.ofEtag("77aa");

        assertThat(verify(false).passed()).isTrue();
        assertThat(verify(true).passed()).isTrue();

        change(FIRST, bytes -> {
            bytes[5] ^= 1;
            return bytes;
        });
        assertDifferences(Difference.Kind.CHECKSUM);
    }

    @Test
    void anObjectWithoutAnyChecksumInCommonIsComparedBySize() throws Exception {
        run = run.with(replace(FIRST, object -> with(object, Checksums.ofEtag("9b2c-3"))));

        assertThat(verify(false).passed()).isTrue();
        assertThat(verify(false).bySizeAlone()).isEqualTo(1);
        assertThat(verify(false).objects()).isEqualTo(3);
        assertThat(verify(true).passed()).isTrue();
        assertThat(verify(true).bySizeAlone()).isEqualTo(1);
        assertThat(verify(true).rows()).isEqualTo(1510);

        change(FIRST, bytes -> Arrays.copyOf(bytes, bytes.length - 1));
        assertDifferences(Difference.Kind.SIZE);
    }

    @Test
    void aDeepVerificationReadsWhateverTheStorageVouchesFor() throws Exception {
        run.sink().vouches = true;

        assertThat(verify(true).rows()).isEqualTo(1510);
    }

    @Test
    void allDifferencesAreToldAtOnce() throws Exception {
        run.sink().objects.remove(stored(FIRST));
        run.sink().objects.put(stored(ObjectName.of("data/stranger")), new byte[1]);
        change(ObjectName.of("data/public.users/1.csv.zst"), bytes -> new byte[bytes.length]);

        assertDifferences(Difference.Kind.MISSING, Difference.Kind.CHECKSUM, Difference.Kind.UNEXPECTED);
    }

    @Test
    void anObjectThatMatchesTheManifestAndCannotBeDecodedIsFoundDeep() throws Exception {
        byte[] broken = run.sink().objects.get(stored(FIRST)).clone();
        broken[0] ^= 1;
        run.sink().objects.put(stored(FIRST), broken);
        run = run.with(replace(FIRST, object -> copy(object, broken, object.decodedBytes(), object.rows())));

        assertThat(verify(false).passed()).isTrue();
        assertThat(kinds(verify(true))).containsExactly(Difference.Kind.UNDECODABLE);
    }

    @Test
    void anotherDecodedSizeIsFoundDeep() throws Exception {
        run = run.with(replace(
                FIRST,
                object ->
                        copy(object, run.sink().objects.get(stored(FIRST)), object.decodedBytes() + 1, object.rows())));

        assertThat(kinds(verify(true))).containsExactly(Difference.Kind.UNDECODABLE);
    }

    @Test
    void anotherNumberOfRowsIsFoundDeep() throws Exception {
        TableName moves = new TableName("public", "moves");
        run = run.with(replace(
                FIRST,
                object -> copy(
                        object, run.sink().objects.get(stored(FIRST)), object.decodedBytes(), Map.of(moves, 999L))));

        assertThat(verify(true).differences())
                .containsExactlyInAnyOrder(
                        new Difference(
                                Difference.Kind.ROWS, FIRST.value(), "999 rows of public.moves expected, 1000 found"),
                        new Difference(
                                Difference.Kind.MANIFEST,
                                "public.moves",
                                "1500 rows by its tables, 1499 by its objects"));
    }

    @Test
    void aStorageThatDoesNotAnswerIsAFailureAndNoDifference() {
        run.sink().fault = (operation, subject) -> {
            if (operation.equals("open")) {
                throw new IOException("timeout");
            }
        };

        assertThatThrownBy(() -> verify(true))
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    @Test
    void aCancelledVerificationEnds() {
        run.sink().fault = (operation, subject) -> {
            if (operation.equals("open")) {
                cancellation.cancel("SIGINT");
            }
        };

        assertThatThrownBy(() -> verify(true)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    private void assertDifferences(Difference.Kind... kinds) throws Exception {
        assertThat(kinds(verify(false))).containsExactly(kinds);
        assertThat(kinds(verify(true))).containsExactly(kinds);
        assertThat(verify(false).passed()).isFalse();
    }

    private static Stream<Difference.Kind> kinds(VerifyReport report) {
        return report.differences().stream().map(Difference::kind);
    }

    private VerifyReport verify(boolean deep) throws InterruptedException {
        return new Verifier()
                .verify(new VerifyRequest(
                        run.manifest(),
                        run.sink(),
                        deep ? Optional.of(run.source()) : Optional.empty(),
                        2,
                        Path.of("scratch"),
                        Map.of(),
                        cancellation,
                        new VerifyProgress()));
    }

    private ObjectName stored(ObjectName name) {
        return run.manifest().id().resolve(name);
    }

    private void change(ObjectName name, UnaryOperator<byte[]> change) {
        run.sink().objects.compute(stored(name), (key, bytes) -> change.apply(bytes.clone()));
    }

    private Manifest replace(ObjectName name, UnaryOperator<ManifestObject> change) {
        Manifest manifest = run.manifest();
        List<ManifestObject> objects = new ArrayList<>(manifest.objects());
        objects.replaceAll(object -> object.name().equals(name) ? change.apply(object) : object);
        return new Manifest(
                manifest.formatVersion(),
                manifest.id(),
                manifest.strategy(),
                manifest.reader(),
                manifest.programVersion(),
                manifest.settings(),
                manifest.source(),
                manifest.consistency(),
                manifest.contents(),
                manifest.tables(),
                manifest.types(),
                objects,
                manifest.leftOut(),
                manifest.warnings(),
                manifest.timings());
    }

    private Checksums crc64nvme(ObjectName name) {
        byte[] bytes = run.sink().objects.get(stored(name));
        Hashing hashing = Hashing.like(Checksums.NONE.withCrc64nvme("0".repeat(16)));
        hashing.update(bytes, 0, bytes.length);
        return Checksums.NONE.withCrc64nvme(hashing.checksums().crc64nvme().orElseThrow());
    }

    private static ManifestObject with(ManifestObject object, Checksums checksums) {
        return new ManifestObject(
                object.name(), object.bytes(), checksums, object.codec(), object.decodedBytes(), object.rows());
    }

    private static ManifestObject copy(
            ManifestObject object, byte[] stored, long decodedBytes, Map<TableName, Long> rows) {
        Hashing hashing = new Hashing();
        hashing.update(stored, 0, stored.length);
        return new ManifestObject(
                object.name(), stored.length, hashing.checksums(), object.codec(), decodedBytes, rows);
    }
}
