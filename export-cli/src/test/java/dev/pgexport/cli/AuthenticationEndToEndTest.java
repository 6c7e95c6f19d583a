package dev.pgexport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.ServerCertificates;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.iam.AccessKey;
import dev.pgexport.testkit.iam.IamDatabase;
import dev.pgexport.testkit.iam.IamLogin;
import dev.pgexport.testkit.iam.IamTokenCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --auth}, as a user would give it, against a database that checks every token. */
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthenticationEndToEndTest {
    private static final AccessKey KEY = new AccessKey("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG", Optional.empty());

    private Path folder;

    private SSLContext tls;
    private TestDatabase target;
    private IamDatabase database;

    @BeforeAll
    void prepare(PostgresServers servers, @TempDir Path shared) throws IOException, GeneralSecurityException {
        folder = shared;
        ServerCertificates certificates = new ServerCertificates(folder);
        certificates.authority("authority");
        certificates.signed("authority", "server", "localhost", "-1d", "san=dns:localhost");
        tls = certificates.serverContext("server");
        // Old enough for the pg_dump of any distribution in use.
        target = servers.version(14).createDatabase();
        target.execute(
                "CREATE TABLE moves AS SELECT i AS id FROM generate_series(1, 1000) i",
                "CREATE ROLE token_reader LOGIN IN ROLE pg_read_all_data");
    }

    @AfterAll
    void dropDatabase() {
        target.close();
        new TestDatabase(target.server(), "postgres").execute("DROP ROLE token_reader");
    }

    @BeforeEach
    void start() {
        System.setProperty("aws.accessKeyId", KEY.id());
        System.setProperty("aws.secretAccessKey", KEY.secret());
        database = IamDatabase.start(
                target.server(),
                tls,
                port -> new IamTokenCheck("localhost:" + port, "us-gov-west-1", KEY, Clock.systemUTC()));
    }

    @AfterEach
    void stop() {
        database.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "pgdump"})
    void aRunByTokensIsCompleteAndTellsNoneOfThem(String strategy) throws IOException {
        Optional<Path> dump = findPgDump();
        assumeTrue(dump.isPresent(), "pg_dump is not installed");
        Path arguments = folder.resolve(strategy + "-arguments");
        Path recording = Files.writeString(
                folder.resolve("pg_dump-" + strategy),
                "#!/bin/sh\necho \"$@\" >> " + arguments + "\nexec " + dump.get() + " \"$@\"\n");
        Files.setPosixFilePermissions(recording, PosixFilePermissions.fromString("rwx------"));

        Outcome run = run(
                "us-gov-west-1",
                "--strategy",
                strategy,
                "--pgdump-bin",
                recording.toString(),
                "--id",
                strategy,
                "--verbose");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("the server is not verified");
        assertThat(database.logins())
                .anySatisfy(login -> assertThat(login.byLibpq()).isTrue())
                .allSatisfy(login -> assertThat(login.refusal()).isEmpty());
        String told = run.out()
                + run.err()
                + Files.readString(arguments)
                + Files.readString(folder.resolve("exports/" + strategy + "/manifest.json"));
        assertThat(told).contains("--snapshot").doesNotContain("X-Amz", KEY.id(), KEY.secret());
        assertThat(database.logins())
                .extracting(IamLogin::token)
                .allSatisfy(token -> assertThat(told).doesNotContain(token.substring(token.length() - 64)));
    }

    @Test
    void aTokenThatIsRefusedIsAMissingPermission() {
        Outcome run = run("us-gov-east-1", "--verbose");

        assertThat(run.exitCode()).isEqualTo(77);
        assertThat(run.err())
                .contains("PAM authentication failed", "rds_iam", "arn:aws-us-gov:rds-db:us-gov-east-1:", "clock")
                .doesNotContain("X-Amz", KEY.id());
        assertThat(folder.resolve("exports/refused")).doesNotExist();
    }

    @Test
    void doctorLogsInByTheSameWay() {
        Outcome doctor = command("doctor", "us-gov-west-1", List.of());

        assertThat(doctor.exitCode()).as(doctor.out()).isZero();
        assertThat(database.logins())
                .isNotEmpty()
                .allSatisfy(login -> assertThat(login.refusal()).isEmpty());
    }

    @Test
    void aWayThatDoesNotExistIsAnErrorWithASuggestion() {
        Outcome run = command("run", "us-gov-west-1", List.of("--auth", "imm"));

        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(run.err())
                .contains("there is no authentication imm; did you mean iam? (installed: iam, password, secret)");
    }

    @Test
    void aSecretNeedsItsNameOnlyWhenItIsChosen() {
        assertThat(plain("config").exitCode()).isZero();
        Outcome config = plain("config", "--auth", "secret");

        assertThat(config.exitCode()).isEqualTo(78);
        assertThat(config.err()).contains("secret.id is required: give --secret-id");
    }

    @Test
    void aFlagOfAnotherWayHasNoEffectAndThatIsSaid() {
        Outcome run = plain(
                "run",
                "--from",
                target.uri().toString(),
                "--to",
                "exports",
                "--iam-endpoint",
                "db:5432",
                "--data-only");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("--iam-endpoint has no effect without --auth iam");
    }

    @Test
    void pluginsAreListedWithTheOthers() {
        assertThat(plain("plugins").out()).contains("authentication", "iam", "secret", "password");
    }

    @Test
    void settingsOfAwsAreShownOnceAndByThemselves() {
        String help = plain("run", "--help").out();

        assertThat(help).containsSubsequence("As whom", "--auth=NAME", "Authentication iam", "--iam-endpoint", "AWS");
        assertThat(help.lines().filter(line -> line.contains("--aws-region="))).hasSize(1);
    }

    private static Optional<Path> findPgDump() {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
                .map(directory -> Path.of(directory, "pg_dump"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Outcome run(String region, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--auth", "iam"));
        if (!List.of(more).contains("--id")) {
            arguments.addAll(List.of("--id", "refused"));
        }
        arguments.addAll(List.of(more));
        return command("run", region, arguments);
    }

    private Outcome command(String command, String region, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                "--from",
                "host=localhost user=token_reader dbname=" + target.name() + " port=" + database.port(),
                "--to",
                "exports",
                "--aws-region",
                region));
        arguments.addAll(more.isEmpty() ? List.of("--auth", "iam") : more);
        return plain(arguments.toArray(String[]::new));
    }

    private Outcome plain(String... arguments) {
        return new CommandLineHarness(folder)
                .variable("PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin"))
                .variable("HOME", folder.toString())
                .run(arguments);
    }
}
