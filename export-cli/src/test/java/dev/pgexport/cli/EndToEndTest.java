package dev.pgexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a real server, as a user would give them. */
@ExtendWith(PostgresExtension.class)
class EndToEndTest {
    @TempDir
    Path folder;

    private CommandLineHarness commandLine;
    private String from;

    @BeforeEach
    void database(TestDatabase database) {
        database.execute(
                "CREATE TABLE moves (id int PRIMARY KEY, note text)",
                "INSERT INTO moves SELECT i, 'move ' || i FROM generate_series(1, 1000) i",
                "CREATE TABLE services (id int)");
        from = database.uri().toString();
        commandLine = new CommandLineHarness(folder);
    }

    private Outcome export(String... more) {
        String[] arguments = Stream.concat(
                        Stream.of("run", "--from", from, "--to", "exports", "--compression", "none"), Stream.of(more))
                .toArray(String[]::new);
        return commandLine.run(arguments);
    }

    @Test
    void runWritesTheNameOfTheExportAndItsTotals() {
        Outcome run = export("--id", "first");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .first()
                .isEqualTo(folder.resolve("exports/first").toString());
        assertThat(run.out()).contains("2 tables, 1,000 rows");
        assertThat(folder.resolve("exports/first/manifest.json")).isRegularFile();
    }

    @Test
    void quietLeavesTheNameAlone() {
        Outcome run = export("--id", "first", "--quiet");

        assertThat(run.out().strip()).isEqualTo(folder.resolve("exports/first").toString());
        assertThat(run.err()).doesNotContain("export opened", "manifest written");
    }

    @Test
    void theIdOfAnExportNamesItsDatabaseAndStrategy(TestDatabase other) {
        from = other.uri().toString();

        Outcome run = export("--quiet");

        assertThat(run.out().strip()).containsPattern("/\\d{8}T\\d{6}Z-" + other.name() + "-copy-[a-z0-9]{4}$");
    }

    @Test
    void aSecondRunOfTheSameIdFindsTheWorkDone() {
        export("--id", "nightly");

        Outcome second = export("--id", "nightly");

        assertThat(second.exitCode()).isZero();
        assertThat(second.out()).contains("made before: 2 tables");
    }

    @Test
    void theSameIdWithOtherSettingsIsAConflict() {
        export("--id", "nightly");

        Outcome second = export("--id", "nightly", "--copy-format", "text");

        assertThat(second.exitCode()).isEqualTo(73);
        assertThat(second.err()).contains("nightly", "perhaps");
    }

    @Test
    void listShowsEveryExport() {
        export("--id", "first");
        export("--id", "second", "-t", "services");

        Outcome list = commandLine.run("list", "exports");
        Outcome json = commandLine.run("list", "--json", "--to", "exports");

        assertThat(list.out()).contains("first", "second", "copy", "1,000", "complete");
        assertThat(json.out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("\"complete\":true", "\"strategy\":\"copy\""));
    }

    @Test
    void showTakesAnExportALocationOrALocationAndAnId() {
        export("--id", "first");
        export("--id", "second");

        assertThat(commandLine.run("show", "exports/first").out()).contains("exports/first", "public.moves");
        assertThat(commandLine.run("show", "exports").out()).contains("exports/second");
        assertThat(commandLine.run("show", "exports", "--id", "first").out()).contains("exports/first");
        assertThat(commandLine.run("show", "--to", "exports", "--id", "first").out())
                .contains("exports/first");
    }

    @Test
    void showAsJsonIsTheManifestItself() throws IOException {
        export("--id", "first");

        Outcome show = commandLine.run("show", "--json", "exports/first");

        assertThat(show.out()).isEqualTo(Files.readString(folder.resolve("exports/first/manifest.json")));
    }

    @Test
    void anExportThatIsNotThereIsAnError() {
        export("--id", "first");

        Outcome show = commandLine.run("show", "exports", "--id", "third");

        assertThat(show.exitCode()).isEqualTo(78);
        assertThat(show.err()).contains(folder.resolve("exports") + ": ", "third", "perhaps");
    }

    @Test
    void verifyPassesAnExportThatIsAsItsManifestSays() {
        export("--id", "first");

        Outcome verify = commandLine.run("verify", "exports/first");
        Outcome deep = commandLine.run("verify", "--deep", "exports");

        assertThat(verify.exitCode()).as(verify.err()).isZero();
        assertThat(verify.out()).startsWith("ok ");
        assertThat(deep.exitCode()).as(deep.err()).isZero();
        assertThat(deep.out()).startsWith("ok ").contains("1,000 rows");
    }

    @Test
    void verifyFindsOneByteThatIsAnother() throws IOException {
        export("--id", "first");
        Path object = objectOfMoves();
        byte[] bytes = Files.readAllBytes(object);
        bytes[bytes.length / 2] ^= 1;
        Files.write(object, bytes);

        Outcome verify = commandLine.run("verify", "exports/first");

        assertThat(verify.exitCode()).isEqualTo(1);
        assertThat(verify.out())
                .contains("checksum", "data/public.moves", "NOT OK", "1 difference")
                .doesNotContain("public.services");
    }

    @Test
    void verifyFindsAnObjectThatIsGone() throws IOException {
        export("--id", "first");
        Files.move(objectOfMoves(), folder.resolve("elsewhere"), StandardCopyOption.ATOMIC_MOVE);

        Outcome verify = commandLine.run("verify", "exports/first", "--json");

        assertThat(verify.exitCode()).isEqualTo(1);
        assertThat(verify.out()).contains("\"difference\":\"missing\"", "\"passed\":false");
    }

    @Test
    void verifyAndShowSayWhatHasNoChecksumOfItsBytes() throws IOException {
        export("--id", "first");
        Path manifest = folder.resolve("exports/first/manifest.json");
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replaceAll(
                                "\"sha256\" : \"[0-9a-f]+\",\\s+\"crc32c\" : \"[0-9a-f]+\"", "\"etag\" : \"9b2c-3\""));

        Outcome verify = commandLine.run("verify", "exports/first");
        Outcome deep = commandLine.run("verify", "--deep", "exports/first", "--json");

        assertThat(verify.exitCode()).as(verify.out()).isZero();
        assertThat(verify.out()).containsPattern("; [2-9] objects compared by size alone");
        assertThat(deep.exitCode()).as(deep.out()).isZero();
        assertThat(deep.out()).containsPattern("\"bySizeAlone\":[2-9]");
        assertThat(commandLine.run("show", "exports/first").out())
                .containsPattern("Checksums  an ETag alone for [2-9] objects");
    }

    @Test
    void anExportWithItsChecksumsNeedsNoSuchWord() {
        export("--id", "first");

        assertThat(commandLine.run("verify", "exports/first").out()).doesNotContain("by size alone");
        assertThat(commandLine.run("show", "exports/first").out()).doesNotContain("Checksums");
    }

    @Test
    void verifyRefusesAManifestThatIsNone() throws IOException {
        export("--id", "first");
        Files.writeString(folder.resolve("exports/first/manifest.json"), "{");

        Outcome verify = commandLine.run("verify", "exports/first");

        assertThat(verify.exitCode()).isEqualTo(65);
    }

    @Test
    void doctorSaysHowEverythingStands() {
        Outcome doctor = commandLine.run("doctor", "--from", from, "--to", "exports");

        assertThat(doctor.exitCode()).as(doctor.out()).isZero();
        assertThat(doctor.out())
                .contains("ok       connection:", "ok       leftovers:")
                .doesNotContain("failure ");
    }

    @Test
    void doctorFailsWhenTheDatabaseIsNotThere() {
        Outcome doctor = commandLine.run("doctor", "--from", "postgresql://127.0.0.1:1/app", "--to", "exports");

        assertThat(doctor.exitCode()).isEqualTo(1);
        assertThat(doctor.out()).contains("failure  connection:");
    }

    @Test
    void aSettingOfAnotherStrategyIsWarnedOf() {
        Outcome run = export("--id", "first", "--strategy", "copy", "--pgdump-mode", "stream");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("--pgdump-mode has no effect on strategy copy");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsUnavailable() {
        Outcome run = commandLine.run("run", "--from", "postgresql://app:hunter2@127.0.0.1:1/app", "--to", "exports");

        assertThat(run.exitCode()).isEqualTo(69);
        assertThat(run.err()).contains("127.0.0.1:1").doesNotContain("hunter2");
        assertThat(folder.resolve("exports"))
                .satisfiesAnyOf(
                        exports -> assertThat(exports).doesNotExist(),
                        exports -> assertThat(exports).isEmptyDirectory());
    }

    @Test
    void aTableThatMayNotBeReadIsAMatterOfPermission(PostgresServer server, TestDatabase database) {
        database.execute("CREATE TABLE secrets (id int)");
        database.execute("DROP ROLE IF EXISTS stranger", "CREATE ROLE stranger LOGIN");

        Outcome run = commandLine.run(
                "run", "--from", from(server, database, "stranger"), "--to", "exports", "--id", "first");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(77);
        assertThat(run.err()).contains("secrets");
        assertThat(folder.resolve("exports/first")).doesNotExist();
    }

    @Test
    void eventsAsJsonAreOneObjectALine() {
        Outcome run = export("--id", "first", "--log-format", "json", "-v");

        assertThat(run.err().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("{\"time\":\"").endsWith("}"));
        assertThat(run.err()).contains("\"message\":\"manifest written\"", "\"export\":\"first\"");
    }

    private static String from(PostgresServer server, TestDatabase database, String user) {
        return "postgresql://" + user + "@127.0.0.1:" + server.port() + "/" + database.name();
    }

    private Path objectOfMoves() throws IOException {
        try (Stream<Path> objects = Files.list(folder.resolve("exports/first/data/public.moves"))) {
            return objects.findFirst().orElseThrow();
        }
    }
}
