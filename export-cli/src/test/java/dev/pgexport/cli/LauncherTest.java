package dev.pgexport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script pgexport of the sources, with a Maven that makes a distribution which only says how it was started. */
class LauncherTest {
    @TempDir
    Path directory;

    private Path root;

    @BeforeEach
    void layOutSources() throws IOException {
        directory = directory.toRealPath();
        root = Files.createDirectories(directory.resolve("the sources"));
        Files.copy(Path.of("../pgexport"), root.resolve("pgexport"));
        Files.setPosixFilePermissions(root.resolve("pgexport"), fromString("rwxr-xr-x"));
        Files.createDirectories(root.resolve(".mvn"));
        Files.createDirectories(root.resolve("export-api/src/main"));
        Files.createFile(root.resolve("export-api/pom.xml"));
        Files.createFile(root.resolve("export-api/src/main/Sink.java"));
        Files.createFile(root.resolve("pom.xml"));
        program(directory.resolve("java/bin/javac"), "");
        program(root.resolve("mvnw"), """
                cd "${0%/*}"
                echo "$*" >>builds
                ! [ -p gate ] || read -r opened <gate
                echo 'the log of the build'
                [ ! -e broken ] || exit 1
                home=export-cli/target/pgexport-1
                mkdir -p $home/bin $home/lib
                printf '#!/bin/sh\\nprintf "[%%s]" "$@"\\nexit 3\\n' >$home/bin/pgexport
                printf '#!/bin/sh\\n: >"${0%%/*}/../lib/pgexport.jsa"\\n' >$home/bin/pgexport-archive
                chmod +x $home/bin/*
                """);
    }

    @Test
    void itsFirstUseBuildsAndSaysSoInOneLine() throws Exception {
        Started started = start("run", "--to", "a folder", "*", "");

        assertThat(started.error().lines())
                .singleElement()
                .asString()
                .startsWith("pgexport: building from source (a minute");
        assertThat(started.output()).isEqualTo("[run][--to][a folder][*][]");
        assertThat(started.exitCode()).isEqualTo(3);
        assertThat(root.resolve("export-cli/target/pgexport-1/lib/pgexport.jsa"))
                .exists();
    }

    @Test
    void laterUsesOnlyStartTheProgram() throws Exception {
        start("list");

        Started second = start("list");

        assertThat(second).isEqualTo(new Started("[list]", "", 3));
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void itBuildsAgainWhenASourceIsNewer() throws Exception {
        start("list");
        Files.setLastModifiedTime(
                root.resolve("export-api/src/main/Sink.java"),
                FileTime.from(Instant.now().plusSeconds(60)));

        Started second = start("list");

        assertThat(second.error()).contains("building from source");
        assertThat(second.output()).isEqualTo("[list]");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void itBuildsAgainWhenTheDistributionIsGone() throws Exception {
        start("list");
        Files.delete(root.resolve("export-cli/target/pgexport-1/bin/pgexport"));

        assertThat(start("list").output()).isEqualTo("[list]");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void aBuildThatFailsShowsItsLogAndStartsNothing() throws Exception {
        Files.createFile(root.resolve("broken"));

        Started started = start("list");

        assertThat(started.error()).contains("the log of the build\n", "and in " + root + "/target/build.log");
        assertThat(started.output()).isEmpty();
        assertThat(started.exitCode()).isEqualTo(70);
    }

    @Test
    void aBuildThatFailedIsTriedAgain() throws Exception {
        start("list");
        Files.createFile(root.resolve("broken"));
        Files.setLastModifiedTime(
                root.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
        start("list");
        Files.delete(root.resolve("broken"));

        assertThat(start("list").output()).isEqualTo("[list]");
        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void itSaysWhatToInstallWhenThereIsNoJdk() throws Exception {
        Files.delete(directory.resolve("java/bin/javac"));

        Started started = start("list");

        assertThat(started.error()).contains("needs a JDK of 17 or later", "apt-get install openjdk-17-jdk-headless");
        assertThat(started.exitCode()).isEqualTo(78);
        assertThat(root.resolve("builds")).doesNotExist();
    }

    @Test
    void twoThatStartAtOnceBuildOnce() throws Exception {
        new ProcessBuilder("mkfifo", root.resolve("gate").toString()).start().waitFor();
        Process first = builder("first").start();
        await().until(() -> Files.exists(root.resolve("builds")));
        Process second = builder("second").start();

        Files.writeString(root.resolve("gate"), "open\n");

        assertThat(read(first).output()).isEqualTo("[first]");
        assertThat(read(second).output()).isEqualTo("[second]");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aDistributionThatMavenMadeAnewGetsItsArchive() throws Exception {
        start("list");
        Path archive = root.resolve("export-cli/target/pgexport-1/lib/pgexport.jsa");
        Files.delete(archive);

        assertThat(start("list").output()).isEqualTo("[list]");
        assertThat(archive).exists();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void itIsFoundThroughSymbolicLinks() throws Exception {
        Path first = Files.createSymbolicLink(root.resolve("link"), Path.of("pgexport"));
        Path second = Files.createSymbolicLink(directory.resolve("pgexport"), first);

        ProcessBuilder builder = builder("list");
        builder.command().set(1, second.toString());

        assertThat(read(builder.start()).output()).isEqualTo("[list]");
    }

    private record Started(String output, String error, int exitCode) {}

    private Started start(String... arguments) throws IOException, InterruptedException {
        return read(builder(arguments).start());
    }

    private ProcessBuilder builder(String... arguments) {
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", root.resolve("pgexport").toString());
        builder.command().addAll(Arrays.asList(arguments));
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        "/usr/bin:/bin",
                        "JAVA_HOME",
                        directory.resolve("java").toString()));
        return builder;
    }

    private static Started read(Process process) throws IOException, InterruptedException {
        // Both are short: neither fills its pipe.
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        String error = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return new Started(output, error, process.waitFor());
    }

    private long builds() throws IOException {
        return Files.readAllLines(root.resolve("builds")).size();
    }

    private static void program(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, fromString("rwxr-xr-x"));
    }
}
