package dev.pgexport.cli.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.CommandLineHarness;
import dev.pgexport.cli.CommandLineHarness.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationTest {
    @TempDir
    Path folder;

    private CommandLineHarness commandLine;

    @BeforeEach
    void commandLine() {
        commandLine = new CommandLineHarness(folder);
    }

    @Test
    void noCommandIsAUsageErrorThatShowsTheCommands() {
        Outcome outcome = commandLine.run();

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("Usage: pgexport COMMAND", "verify", "doctor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"run", "list", "show", "verify", "restore", "doctor", "plugins", "config", "demo", "completion"})
    void everyCommandExplainsItself(String command) {
        Outcome outcome = commandLine.run(command, "--help");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("Usage: pgexport " + command, "--help");
    }

    @Test
    void theHelpOfRunIsGroupedAndHasEveryPluginsSettings() {
        Outcome outcome = commandLine.run("run", "--help");

        assertThat(outcome.out())
                .containsSubsequence("What to export", "-t, --table=PATTERN", "Where to", "--to=LOCATION", "How")
                .contains("Sink filesystem", "--filesystem-file-mode=MODE", "Examples");
    }

    @Test
    void theHelpFitsTheColumns() {
        Outcome narrow = commandLine.variable("COLUMNS", "70").run("run", "--help");

        assertThat(narrow.out().lines().filter(line -> !line.startsWith("  pgexport")))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(70));
    }

    @Test
    void aFlagThatDoesNotExistIsAUsageErrorWithASuggestion() {
        Outcome outcome = commandLine.run("run", "--jbos", "3");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("--jbos", "did you mean --jobs?", "see 'pgexport run --help'");
    }

    @Test
    void aCommandThatDoesNotExistIsAUsageErrorWithASuggestion() {
        Outcome outcome = commandLine.run("verfiy");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("verfiy", "did you mean verify?");
    }

    @Test
    void anAuthenticationThatDoesNotExistIsAnErrorWithASuggestion() {
        Outcome outcome = commandLine.run("config", "--auth", "pasword");

        assertThat(outcome.exitCode()).isEqualTo(78);
        assertThat(outcome.err()).contains("there is no authentication pasword; did you mean password? (installed: ");
    }

    @Test
    void allWrongSettingsAreReportedTogetherWithWhereTheyAre() throws IOException {
        Files.writeString(
                folder.resolve("pgexport.yaml"), "apiVersion: pgexport/v1\ncompression: zst\nstrategie: copy\n");

        Outcome outcome =
                commandLine.variable("PGEXPORT_ATTEMPTS", "none").run("run", "--jobs", "0", "--to", "ftp://x/y");

        assertThat(outcome.exitCode()).isEqualTo(78);
        assertThat(outcome.err())
                .contains("--jobs: \"0\" is not a whole number from 1 to 256")
                .contains("PGEXPORT_ATTEMPTS: \"none\" is not a whole number")
                .contains("pgexport.yaml:2: compression: \"zst\" is not one of")
                .contains("did you mean zstd?")
                .contains("pgexport.yaml:3: unknown setting strategie; did you mean strategy?")
                .contains("no sink serves locations that start with ftp:");
    }

    @Test
    void aFlagIsStrongerThanAVariableAndThatThanTheFile() throws IOException {
        Files.writeString(
                folder.resolve("pgexport.yaml"),
                "apiVersion: pgexport/v1\njobs: 1\nattempts: 11\ncompression-level: 5\n");

        Outcome outcome = commandLine
                .variable("PGEXPORT_JOBS", "2")
                .variable("PGEXPORT_ATTEMPTS", "12")
                .run("config", "--set", "--jobs", "3");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .containsPattern("jobs +3 +--jobs")
                .containsPattern("attempts +12 +PGEXPORT_ATTEMPTS")
                .containsPattern("compression-level +5 +.*pgexport.yaml:4");
    }

    @Test
    void configMasksPasswords() {
        Outcome outcome = commandLine.run("config", "--to", "s3://key:hunter2@bucket/prefix");

        assertThat(outcome.out()).doesNotContain("hunter2").contains("********");
    }

    @Test
    void aShortFlagGivenTwiceIsAList() {
        Outcome outcome = commandLine.run("config", "--set", "-t", "re_*", "--jobs", "2", "-t", "moves");

        assertThat(outcome.out()).containsPattern("table +re_\\*, moves +--table");
    }

    @Test
    void aConfigurationFileThatIsNotThereIsAnError() {
        Outcome outcome = commandLine.run("config", "--config", "nowhere.yaml");

        assertThat(outcome.exitCode()).isEqualTo(78);
        assertThat(outcome.err()).contains("nowhere.yaml", "perhaps --config");
    }

    @Test
    void aPluginFolderThatIsNotThereIsAnError() {
        Outcome outcome = commandLine.run("plugins", "--plugin-path", "nowhere");

        assertThat(outcome.exitCode()).isEqualTo(78);
        assertThat(outcome.err()).contains("nowhere", "perhaps --plugin-path");
    }

    @Test
    void aStackTraceIsForThoseWhoAsk() {
        assertThat(commandLine.run("show", "empty").err()).doesNotContain("\tat ");
        assertThat(commandLine.run("show", "empty", "-v").err()).contains("\tat dev.pgexport");
    }

    @Test
    void theCompletionIsAScriptWithEveryCommand() {
        Outcome outcome = commandLine.run("completion");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).startsWith("#!/usr/bin/env bash").contains("verify", "--filesystem-file-mode");
    }

    @Test
    void anEmptyLocationHasNoExports() {
        Outcome list = commandLine.run("list", "empty");

        assertThat(list.exitCode()).isZero();
        assertThat(list.out()).isEmpty();
        assertThat(list.err()).contains("there is no export at " + folder.resolve("empty"));
    }

    @Test
    void doctorCleanLooksAtTheLocationAlone() {
        Outcome outcome = commandLine.run("doctor", "--clean", "--to", "here");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("ok       leftovers: dead runs left nothing");
    }
}
