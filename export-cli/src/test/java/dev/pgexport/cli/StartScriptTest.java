package dev.pgexport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script bin/pgexport of the distribution, with a Java that only says how it was started. */
class StartScriptTest {
    private static final Path SCRIPT = Path.of("src/main/distribution/bin/pgexport");

    @TempDir
    Path directory;

    private Path home;
    private Path script;

    @BeforeEach
    void layOutADistribution() throws IOException {
        directory = directory.toRealPath();
        home = Files.createDirectories(directory.resolve("pg export"));
        script = home.resolve("bin/pgexport");
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib/demo"));
        Files.copy(SCRIPT, script);
        Files.setPosixFilePermissions(script, fromString("rwxr-xr-x"));
        Files.createFile(home.resolve("lib/b.jar"));
        Files.createFile(home.resolve("lib/a.jar"));
        Files.createFile(home.resolve("lib/demo/server.jar"));
        installJava("17.0.15");
    }

    @Test
    void handsItsArgumentsOnAsTheyAre() throws Exception {
        var started = start(Map.of(), "run", "--to", "a folder", "*", "");

        assertThat(started.output()).contains("[dev.pgexport.cli.Main][run][--to][a folder][*][]");
        assertThat(started.exitCode()).isZero();
    }

    @Test
    void putsEveryJarOfLibOnTheClassPathInOrder() throws Exception {
        var started = start(Map.of(), "list");

        assertThat(started.output()).contains("[-cp][%1$s/lib/a.jar:%1$s/lib/b.jar]".formatted(home));
    }

    @Test
    void addsTheServerOfTheDemoForTheDemoAlone() throws Exception {
        assertThat(start(Map.of(), "--quiet", "demo").output()).contains(":" + home + "/lib/demo/server.jar]");
        assertThat(start(Map.of(), "run").output()).doesNotContain("server.jar");
    }

    @Test
    void isFoundThroughSymbolicLinks() throws Exception {
        Path first = Files.createSymbolicLink(home.resolve("bin/link"), Path.of("pgexport"));
        Path second = Files.createSymbolicLink(directory.resolve("pgexport"), first);

        var started = start(second, Map.of(), "list");

        assertThat(started.output()).contains(home + "/lib/a.jar");
    }

    @Test
    void passesOverAnArchiveThatIsNotThere() throws Exception {
        assertThat(start(Map.of(), "list").output()).doesNotContain("SharedArchiveFile");
    }

    @Test
    void usesTheArchiveThatIsThere() throws Exception {
        Files.createFile(home.resolve("lib/pgexport.jsa"));

        var started = start(Map.of(), "list");

        assertThat(started.output()).contains("[-XX:SharedArchiveFile=" + home + "/lib/pgexport.jsa]");
    }

    @Test
    void optimizesOnlyCommandsThatMoveData() throws Exception {
        assertThat(start(Map.of(), "list").output()).contains("[-XX:TieredStopAtLevel=1]");
        assertThat(start(Map.of(), "run").output()).doesNotContain("TieredStopAtLevel");
    }

    @Test
    void compilesWhatRunsForLongAlone() throws Exception {
        assertThat(start(Map.of(), "run").output()).contains("[-XX:CompileThresholdScaling=3]");
    }

    @Test
    void givesRoomToCommandsThatHoldRows() throws Exception {
        assertThat(start(Map.of(), "run").output()).contains("[-Xmx128m]");
        assertThat(start(Map.of(), "compare").output()).contains("[-Xmx512m]");
        assertThat(start(Map.of(), "restore").output()).contains("[-Xmx512m]");
    }

    @Test
    void letsTheUsersOptionsWin() throws Exception {
        var started = start(Map.of("JAVA_OPTS", "-Xmx1g", "PGEXPORT_JAVA_OPTS", "-Xmx2g -Da=b"), "list");

        assertThat(started.output()).contains("[-Xmx1g][-Xmx2g][-Da=b][-cp]");
    }

    @Test
    void putsTemporaryFilesWhereTheUserWantsThem() throws Exception {
        assertThat(start(Map.of("TMPDIR", "/some where"), "list").output()).contains("[-Djava.io.tmpdir=/some where]");
    }

    @Test
    void readsAndWritesFileNamesOutsideAsciiInTheCLocale() throws Exception {
        assertThat(start(Map.of("LC_ALL", "C"), "list").output()).contains("LC_ALL= LC_CTYPE=C.UTF-8");
        assertThat(start(Map.of("LC_ALL", "de_DE.UTF-8"), "list").output()).contains("LC_ALL=de_DE.UTF-8 LC_CTYPE=");
    }

    @Test
    void allowsNativeAccessWhereJavaAsksForIt() throws Exception {
        assertThat(start(Map.of(), "list").output()).doesNotContain("native-access");

        installJava("25.0.1");

        assertThat(start(Map.of(), "list").output()).contains("[--enable-native-access=ALL-UNNAMED]");
    }

    @Test
    void saysWhatToInstallWhenJavaIsTooOld() throws Exception {
        installJava("11.0.2");

        var started = start(Map.of(), "list");

        assertThat(started.output()).contains("version 11.0.2").contains("Install Java 17 or later");
        assertThat(started.exitCode()).isEqualTo(78);
    }

    @Test
    void asksJavaForItsVersionWhenNoFileSaysIt() throws Exception {
        Files.delete(directory.resolve("java/release"));

        assertThat(start(Map.of(), "list").output()).contains("[list]");
    }

    @Test
    void saysWhatToInstallWhenJavaHomeHasNoJava() throws Exception {
        var started = start(Map.of("JAVA_HOME", "/nowhere"), "list");

        assertThat(started.output()).contains("JAVA_HOME is /nowhere").contains("Install Java 17 or later");
        assertThat(started.exitCode()).isEqualTo(78);
    }

    @Test
    void saysWhatToInstallWhenThereIsNoJava() throws Exception {
        var started = start(Map.of("JAVA_HOME", "", "PATH", directory.toString()), "list");

        assertThat(started.output()).contains("no java on PATH").contains("Install Java 17 or later");
        assertThat(started.exitCode()).isEqualTo(78);
    }

    private record Started(String output, int exitCode) {}

    private Started start(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return start(script, environment, arguments);
    }

    private Started start(Path program, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder("/bin/sh", program.toString()).redirectErrorStream(true);
        builder.command().addAll(Arrays.asList(arguments));
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("JAVA_HOME", directory.resolve("java").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Started(output, process.waitFor());
    }

    private void installJava(String version) throws IOException {
        Path java = directory.resolve("java/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, """
                #!/bin/sh
                if [ "$1" = -version ]; then
                  echo 'openjdk version "%s" 2026-01-01' >&2
                  exit 0
                fi
                echo "LC_ALL=${LC_ALL-} LC_CTYPE=${LC_CTYPE-}"
                for argument in "$@"; do
                  printf '[%%s]' "$argument"
                done
                """.formatted(version));
        Files.setPosixFilePermissions(java, fromString("rwxr-xr-x"));
        Files.writeString(
                directory.resolve("java/release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
    }
}
