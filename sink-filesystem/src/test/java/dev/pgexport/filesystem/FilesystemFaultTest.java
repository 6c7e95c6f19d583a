package dev.pgexport.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a folder does when its file system does not do its part. */
class FilesystemFaultTest {
    private static final int TWO_MEBIBYTES = 2 << 20;

    @TempDir
    Path folder;

    @AfterEach
    void letTheFolderBeDeleted() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    private String put(List<String> prefix, String script, Path location) throws IOException, InterruptedException {
        return Child.run(
                prefix,
                "folder='" + folder + "'; " + script,
                Child.command(Putting.class, location.toString(), Integer.toString(TWO_MEBIBYTES)));
    }

    @Test
    void fullFileSystemIsUnavailableAndLeavesNothing() throws Exception {
        String output = put(
                Child.withMounts(),
                "mount -t tmpfs -o size=1m none \"$folder\"; \"$@\"; find \"$folder\" -mindepth 1",
                folder);

        assertThat(output)
                .startsWith("UNAVAILABLE cannot write export/data/object in " + folder + ": No space left on device")
                .contains("| free space")
                .endsWith("\n0 objects\n");
    }

    @Test
    void limitOfFileSizesIsUnavailableAndLeavesNothing() throws Exception {
        String output = put(List.of(), "ulimit -f 1024; \"$@\"; find \"$folder\" -mindepth 1", folder);

        assertThat(output)
                .startsWith("UNAVAILABLE cannot write export/data/object in " + folder + ": File too large")
                .contains("ulimit -f")
                .endsWith("\n0 objects\n");
    }

    @Test
    void readOnlyFileSystemIsAQuestionOfPermission() throws Exception {
        String output = put(
                Child.withMounts(),
                "mount -t tmpfs none \"$folder\"; mount -o remount,ro \"$folder\"; \"$@\"; find \"$folder\" -mindepth 1",
                folder);

        assertThat(output)
                .startsWith("PERMISSION cannot claim export in " + folder + ": Read-only file system")
                .contains("| mount the file system for writing")
                .endsWith("\n0 objects\n");
    }

    @Test
    void folderThatMayNotBeWrittenIsAQuestionOfPermission() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-x------"));
        // Root may write anywhere, but not from a user namespace of its own.
        List<String> prefix = Child.isRoot() ? List.of("unshare", "--user") : List.of();

        String output = put(prefix, "\"$@\"", folder.resolve("exports"));

        assertThat(output)
                .startsWith("PERMISSION cannot claim export in " + folder.resolve("exports") + ": permission denied")
                .contains("| let this user");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void localeThatCannotExpressANameIsConfiguration() throws Exception {
        String output = Child.run(
                List.of(),
                "LC_ALL=C; export LC_ALL; \"$@\"",
                Child.command(PuttingAnOddName.class, folder.resolve("exports").toString()));

        // Newer releases of Java express it in this locale, too.
        assertThat(output).isIn("CONFIGURATION set LC_ALL=C.UTF-8\n", "stored\n");
    }
}
