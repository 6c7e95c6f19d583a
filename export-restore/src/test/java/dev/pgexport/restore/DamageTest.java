package dev.pgexport.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not as the manifest says is found before it is committed. */
@ExtendWith(PostgresExtension.class)
class DamageTest {
    @TempDir
    Path folder;

    private TestDatabase source;
    private TestDatabase target;
    private StoredExports exports;

    @BeforeEach
    void databases(PostgresServers servers) {
        source = StoredExports.server(servers).createDatabase();
        target = StoredExports.server(servers).createDatabase();
        exports = new StoredExports(folder);
        source.execute(
                "CREATE TABLE big AS SELECT n AS id, repeat(md5(n::text), 10) AS words FROM generate_series(1, 20000) n",
                "CREATE TABLE small AS SELECT n AS id FROM generate_series(1, 10) n",
                "SELECT lo_from_bytea(4711, '\\x00ff')");
    }

    @AfterEach
    void drop() {
        source.close();
        target.close();
    }

    private void isRefused(RestorableExport export, String named) {
        assertThatThrownBy(() -> new TestRestore(export, target, folder.resolve("scratch")).run())
                .isInstanceOfSatisfying(
                        ExportException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.INTEGRITY))
                .hasMessageContaining(named);
    }

    private static void flip(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 4;
        Files.write(file, bytes);
    }

    /** Return the export with a checksum in its manifest that the bytes, which are whole, do not have. */
    private static RestorableExport mistaken(RestorableExport export, Predicate<ManifestObject> which) {
        Manifest manifest = export.manifest();
        List<ManifestObject> objects = manifest.objects().stream()
                .map(object -> which.test(object)
                        ? new ManifestObject(
                                object.name(),
                                object.bytes(),
                                Checksums.of("0".repeat(64), "0badf00d"),
                                object.codec(),
                                object.decodedBytes(),
                                object.rows())
                        : object)
                .toList();
        return new RestorableExport(
                new Manifest(
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
                        manifest.timings()),
                export.stored(),
                export.reader());
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "text", "binary"})
    void aFlippedBitLeavesNothingOfItsTable(String format) throws Exception {
        RestorableExport export = exports.copy(source, format);
        List<Path> parts = exports.files(export, "public.big");
        assertThat(parts).hasSizeGreaterThan(3);
        flip(parts.get(parts.size() - 1));

        isRefused(export, "public.big");

        assertThat(target.number("SELECT count(*) FROM big")).isZero();
    }

    @Test
    void anObjectInPlaceOfAnotherIsFound() throws Exception {
        RestorableExport export = exports.copy(source, "csv");
        List<Path> parts = exports.files(export, "public.big");
        Files.write(parts.get(0), Files.readAllBytes(parts.get(1)));

        isRefused(export, "public.big");

        assertThat(target.number("SELECT count(*) FROM big")).isZero();
    }

    @Test
    void aMissingObjectIsFound() throws Exception {
        RestorableExport export = exports.copy(source, "csv");
        Files.delete(exports.files(export, "public.big").get(0));

        isRefused(export, "public.big");

        assertThat(target.number("SELECT count(*) FROM big")).isZero();
    }

    @Test
    void onceItIsMendedTheSameRestoreGoesOn() throws Exception {
        RestorableExport export = exports.copy(source, "csv");
        Path part = exports.files(export, "public.big").get(0);
        byte[] whole = Files.readAllBytes(part);
        flip(part);
        isRefused(export, "public.big");
        Files.write(part, whole);

        RestoreResult result = new TestRestore(export, target, folder.resolve("scratch")).run();

        assertThat(result.resumed()).isTrue();
        assertThat(Likeness.of(target)).isEqualTo(Likeness.of(source));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "plain"})
    void ofAStreamedDumpNothingIsCommittedBeforeItsChecksumIsKnown(String mode) throws Exception {
        RestorableExport export = mistaken(exports.pgdump(source, mode), object -> true);

        isRefused(export, "0badf00d");

        assertThat(target.query("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .isEmpty();
        assertThat(target.query("SELECT oid FROM pg_largeobject_metadata")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "staged", "plain"})
    void ofADumpWithAFlippedBitNothingIsRestored(String mode) throws Exception {
        RestorableExport export = exports.pgdump(source, mode);
        flip(exports.file(
                export,
                export.manifest().objects().stream()
                        .filter(object -> !object.rows().isEmpty())
                        .findFirst()
                        .orElseThrow()
                        .name()));

        isRefused(export, "dump/");

        assertThat(target.query("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .isEmpty();
    }

    @Test
    void whatCopyCannotTellIsToldByTheChecksum() throws Exception {
        RestorableExport export = mistaken(
                exports.copy(source, "csv"), object -> object.name().value().contains("public.small"));

        isRefused(export, "0badf00d");

        assertThat(target.number("SELECT count(*) FROM small")).isZero();
    }

    @Test
    void largeObjectsAreAllThereOrNone() throws Exception {
        RestorableExport export = mistaken(
                exports.copy(source, "csv"), object -> object.name().value().contains("large_objects"));

        isRefused(export, "large_objects");

        assertThat(target.query("SELECT oid FROM pg_largeobject_metadata")).isEmpty();
    }
}
