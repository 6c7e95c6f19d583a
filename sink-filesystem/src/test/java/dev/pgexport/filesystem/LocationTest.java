package dev.pgexport.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.Leftover;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocationTest {
    private static final ExportId ID = new ExportId("export");
    private static final ObjectName OBJECT = ObjectName.of("export", "data", "object");

    @TempDir
    Path folder;

    private Path location;
    private Path outside;
    private Sink sink;

    @BeforeEach
    void openLocation() throws IOException {
        location = Files.createDirectory(folder.resolve("location"));
        outside = Files.createDirectory(folder.resolve("outside"));
        sink = open(location);
    }

    private static Sink open(Path path) {
        return new FilesystemSinkPlugin().open(FilesystemSettings.defaults(), path.toUri());
    }

    private static void refused(Kind kind, String message, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(ExportException.class, e -> {
                    assertThat(e.kind()).isEqualTo(kind);
                    assertThat(e.advice()).isPresent();
                })
                .hasMessageContaining(message);
    }

    @Test
    void isNotAFile() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        refused(Kind.CONFIGURATION, file + " is not a folder", () -> open(file));
        refused(Kind.CONFIGURATION, file + " is not a folder", () -> open(file.resolve("below")));
    }

    @Test
    void isAFolderOfThisMachine() {
        refused(
                Kind.CONFIGURATION,
                "not the location of a folder",
                () -> new FilesystemSinkPlugin().open(FilesystemSettings.defaults(), URI.create("file://host/folder")));
    }

    @Test
    void mayBeReachedThroughASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), location);

        try (Sink linked = open(link);
                Sink.Claim claim = linked.claim(ID)) {
            linked.put(OBJECT, out -> out.write(1));

            assertThat(claim).isNotNull();
            refused(Kind.BUSY, "another run holds export", () -> sink.claim(ID));
        }

        assertThat(location.resolve("export/data/object")).hasBinaryContent(new byte[] {1});
    }

    @Test
    void isNotLeftThroughTheFolderOfAnExport() throws Exception {
        Files.createSymbolicLink(location.resolve("export"), outside);
        Files.createDirectory(outside.resolve("data"));
        Files.writeString(outside.resolve("data/object"), "secret");

        refused(Kind.CONFIGURATION, "is a symbolic link", () -> sink.put(OBJECT, out -> out.write(1)));
        refused(Kind.CONFIGURATION, "is a symbolic link", () -> sink.create(OBJECT, out -> out.write(1)));
        refused(Kind.CONFIGURATION, "is a symbolic link", () -> sink.open(OBJECT));
        refused(Kind.CONFIGURATION, "is a symbolic link", () -> sink.find(OBJECT));
        refused(Kind.CONFIGURATION, "is a symbolic link", () -> sink.delete(OBJECT));
        assertThat(sink.exports()).isEmpty();
        assertThat(sink.list(Optional.empty())).isEmpty();
        assertThat(outside.resolve("data/object")).hasContent("secret");
    }

    @Test
    void isNotLeftThroughAFolderFurtherDownOrAnObject() throws Exception {
        Files.createDirectory(location.resolve("export"));
        Files.createSymbolicLink(location.resolve("export/data"), outside);
        Files.createSymbolicLink(location.resolve("export/object"), outside.resolve("victim"));

        refused(Kind.CONFIGURATION, "is a symbolic link", () -> sink.put(OBJECT, out -> out.write(1)));
        refused(
                Kind.CONFIGURATION,
                "is a symbolic link",
                () -> sink.put(ObjectName.of("export", "object"), out -> out.write(1)));
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void isNotLeftThroughTheFolderOfTheLocks() throws Exception {
        Files.createSymbolicLink(location.resolve(".pgexport"), outside);

        refused(Kind.CONFIGURATION, "is a symbolic link", () -> sink.claim(ID));
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void isNotLeftWhenALeftoverIsRemoved() throws Exception {
        Files.writeString(outside.resolve("precious"), "kept");
        try (Sink.Claim claim = sink.claim(ID)) {
            sink.put(OBJECT, out -> out.write(1));
            assertThat(claim).isNotNull();
        }
        Files.createSymbolicLink(location.resolve("export/data/link"), outside);

        sink.remove(sink.leftovers().get(0));

        assertThat(location).isEmptyDirectory();
        assertThat(outside.resolve("precious")).hasContent("kept");
    }

    @Test
    void keepsFoldersThatAreNotExports() throws Exception {
        Path photographs = Files.createDirectory(location.resolve("photographs"));
        Files.writeString(photographs.resolve("one.jpg"), "kept");
        ExportId id = new ExportId("photographs");

        assertThat(sink.leftovers()).isEmpty();
        refused(Kind.CONFLICT, "exists and is not an export", () -> sink.claim(id));
        assertThat(sink.leftovers()).isEmpty();
        sink.remove(new Leftover(id, 1, 4));

        assertThat(photographs.resolve("one.jpg")).hasContent("kept");
        assertThat(location.resolve(".pgexport")).doesNotExist();
    }

    @Test
    void givesFilesAndFoldersToTheirOwnerAlone() throws Exception {
        Sink nested = open(location.resolve("made/by/us"));

        nested.put(OBJECT, out -> out.write(1));

        for (String made : new String[] {"made", "made/by", "made/by/us", "made/by/us/export/data"}) {
            assertThat(permissions(location.resolve(made))).as(made).isEqualTo("rwx------");
        }
        assertThat(permissions(location.resolve("made/by/us/export/data/object")))
                .isEqualTo("rw-------");
    }

    @Test
    void givesWhatItIsToldToWhateverTheUmask() throws Exception {
        Sink shared = new FilesystemSinkPlugin().open(new FilesystemSettings("0666", "0777"), location.toUri());

        shared.create(OBJECT, out -> out.write(1));

        assertThat(permissions(location.resolve("export"))).isEqualTo("rwxrwxrwx");
        assertThat(permissions(location.resolve("export/data/object"))).isEqualTo("rw-rw-rw-");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void cannotHoldAnObjectAndAFolderOfOneName() throws Exception {
        sink.put(OBJECT, out -> out.write(1));

        refused(Kind.CONFLICT, "is in the way", () -> sink.put(ObjectName.of("export", "data"), out -> out.write(2)));
        ObjectName below = OBJECT.resolve(ObjectName.of("below"));
        refused(Kind.CONFLICT, "is in the way", () -> sink.put(below, out -> out.write(2)));
        assertThat(sink.find(below)).isEmpty();
        assertThat(location.resolve("export/data/object")).hasBinaryContent(new byte[] {1});
    }

    @Test
    void showsNoForeignFileWhoseNameNoObjectCanHave() throws Exception {
        Files.createDirectory(location.resolve("export"));
        Files.createFile(location.resolve("export/back\\slash"));
        Files.createFile(location.resolve("export/.pgexport-5f6c"));
        Files.createFile(location.resolve("export/plain"));

        assertThat(sink.list(Optional.empty()).map(object -> object.name().value()))
                .containsExactly("export/plain");
    }

    @Test
    void isTidiedWhenARunDiedAfterItsManifest() throws Exception {
        Files.createDirectories(location.resolve("export/data"));
        Path manifest = Files.writeString(location.resolve("export/manifest.json"), "{}");
        Path link = Files.createLink(location.resolve("export/.pgexport-5f6c"), manifest);
        Path lock = Files.createFile(
                Files.createDirectory(location.resolve(".pgexport")).resolve("export.lock"));

        assertThat(sink.leftovers()).isEmpty();

        assertThat(manifest).hasContent("{}");
        assertThat(link).doesNotExist();
        assertThat(lock.getParent()).doesNotExist();
    }

    @Test
    void isDiagnosedWithoutATrace() throws IOException {
        var findings = new FilesystemSinkPlugin()
                .diagnose(FilesystemSettings.defaults(), location.resolve("new").toUri());

        assertThat(findings)
                .extracting(finding -> finding.status() + " " + finding.subject())
                .containsExactly("OK location", "OK writable", "OK locks", "OK atomic", "OK space");
        assertThat(location).isEmptyDirectory();
    }

    @Test
    void isDiagnosedAsAFailureWhenItIsAFile() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(new FilesystemSinkPlugin().diagnose(FilesystemSettings.defaults(), file.toUri()))
                .extracting(finding -> finding.status() + " " + finding.detail())
                .containsExactly("FAILURE the location " + file + " is not a folder");
    }
}
