package dev.pgexport.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What action.yml runs, with inputs that somebody who opens a pull request would like to have executed, and with a program
 * in pgexport's place that only writes down how it was called.
 */
class ActionScriptTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** The file {@code executed} is made by whoever executes it, in the folder where the script runs. */
    private static final String HOSTILE =
            "a b'c\"d $(touch executed) `touch executed` ;touch executed\ntouch executed\n\\ *";

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void installProgram() throws IOException {
        Path program = folder.resolve("pgexport");
        Files.writeString(program, """
                #!/bin/sh
                printf '%s\\0' "$PGEXPORT_FROM" "$@" >called
                for argument in "$@"; do
                  case $argument in --report=*.md) printf '## summary\\n' >"${argument#--report=}" ;; esac
                done
                exit "${EXIT_CODE:-0}"
                """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        environment.put("COMPARE_PGEXPORT", program.toString());
        environment.put("COMPARE_FOLDER", folder.resolve("comparison").toString());
    }

    private int run() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        ROOT.resolve(".github/actions/compare").toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PGEXPORT_") || name.startsWith("GITHUB_"));
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        assertThat(folder.resolve("executed")).doesNotExist();
        return exitCode;
    }

    /** Return the variable for the database, then the arguments. */
    private List<String> called() throws IOException {
        return Arrays.asList(Files.readString(folder.resolve("called")).split("\0", -1));
    }

    @Test
    void databaseReachesTheProgramAsItIsAndByItsEnvironmentAlone() throws Exception {
        environment.put("COMPARE_FROM", HOSTILE);

        assertThat(run()).isZero();

        assertThat(called().get(0)).isEqualTo(HOSTILE);
        assertThat(called().subList(1, called().size())).noneMatch(argument -> argument.contains("touch"));
    }

    @Test
    void folderReachesTheProgramAsItIs() throws Exception {
        String hostile = folder.resolve("to " + HOSTILE.replace('/', ' ')).toString();
        environment.put("COMPARE_FOLDER", hostile);
        environment.put("COMPARE_STRATEGIES", "copy,pgdump,snapshot");
        environment.put("COMPARE_ROWS", "7");

        assertThat(run()).isZero();

        assertThat(called().subList(1, called().size()))
                .startsWith("compare", "--strategies=copy,pgdump,snapshot", "--rows=7", "--to=" + hostile + "/exports")
                .contains("--report=" + hostile + "/report/comparison.html");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HOSTILE,
                "copy pgdump",
                "copy,$(touch executed)",
                "copy;touch executed",
                "copy\npgdump",
                "copy,pgdump\n",
                "copy --show-values",
                "'copy'",
                "\"copy\""
            })
    void strategiesThatAreNoNamesAreRefused(String strategies) throws Exception {
        environment.put("COMPARE_STRATEGIES", strategies);

        assertThat(run()).isEqualTo(2);
        assertThat(folder.resolve("called")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {HOSTILE, "a[$(touch executed)]", "5 --show-values", "-1", "5\n"})
    void rowsThatAreNoNumberAreRefused(String rows) throws Exception {
        environment.put("COMPARE_ROWS", rows);

        assertThat(run()).isEqualTo(2);
        assertThat(folder.resolve("called")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65, 78, 143})
    void exitCodeIsPassedOnAndTheSummaryWrittenWhateverItIs(int exitCode) throws Exception {
        Path summary = Files.writeString(folder.resolve("step $(touch executed) summary"), "before\n");
        environment.put("EXIT_CODE", String.valueOf(exitCode));
        environment.put("GITHUB_STEP_SUMMARY", summary.toString());

        assertThat(run()).isEqualTo(exitCode);
        assertThat(summary).hasContent("before\n## summary\n");
    }

    @Test
    void withoutInputsBothStrategiesAreComparedOnLibpqsDatabase() throws Exception {
        assertThat(run()).isZero();

        assertThat(called()).startsWith("", "compare", "--strategies=copy,pgdump", "--rows=5");
    }

    /** An expression of GitHub within a script is replaced before a shell reads it. */
    @Test
    void actionItselfRunsNothingButTheScript() throws IOException {
        List<String> scripts = Files.readAllLines(ROOT.resolve("action.yml")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("run:") || line.startsWith("- run:"))
                .toList();

        assertThat(scripts).containsExactly("run: '\"$GITHUB_ACTION_PATH/.github/actions/compare\"'");
    }
}
