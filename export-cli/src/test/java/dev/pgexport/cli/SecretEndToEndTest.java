package dev.pgexport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgexport.aws.AwsClients;
import dev.pgexport.aws.AwsSettings;
import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.engine.settings.SettingsBinder;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.container.ContainerExtension;
import dev.pgexport.testkit.container.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** {@code --auth secret}, as a user would give it, while the password is rotated. */
@ExtendWith(ContainerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretEndToEndTest {
    private static final String ID = "end-to-end/reader";
    private static final String FIRST = "first-s3cret";
    private static final String SECOND = "second-s3cret";

    private final LocalStack aws;
    private Path folder;
    private PostgresServer server;
    private AwsClients clients;
    private SecretsManagerClient secrets;

    SecretEndToEndTest(LocalStack aws) {
        this.aws = aws;
    }

    @BeforeAll
    void start(@TempDir Path shared) {
        folder = shared;
        System.setProperty("aws.accessKeyId", aws.accessKeyId());
        System.setProperty("aws.secretAccessKey", aws.secretAccessKey());
        clients = AwsClients.open(SettingsBinder.bind(
                AwsSettings.class, Map.of("aws.endpoint", aws.endpoint().toString(), "aws.region", aws.region())));
        secrets = clients.configure(SecretsManagerClient.builder()).build();
        // Old enough for the pg_dump of any distribution in use.
        server = PostgresServer.start(14, Map.of(), List.of("host all reader 127.0.0.1/32 scram-sha-256"));
        new TestDatabase(server, "postgres")
                .execute(
                        "CREATE TABLE moves AS SELECT i AS id FROM generate_series(1, 1000) i",
                        "CREATE ROLE reader LOGIN PASSWORD '" + FIRST + "' IN ROLE pg_read_all_data");
        secrets.createSecret(create -> create.name(ID).secretString(secret(FIRST)));
    }

    @AfterAll
    void stop() {
        secrets.close();
        clients.close();
        server.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void aRunLivesThroughARotationAndTellsNoSecret() throws IOException {
        Optional<Path> dump = findPgDump();
        assumeTrue(dump.isPresent(), "pg_dump is not installed");
        Path arguments = folder.resolve("arguments");
        // Asked for its version in the middle of a run, it has the password rotated: what follows needs the new one.
        Path rotating = Files.writeString(
                folder.resolve("pg_dump"),
                "#!/bin/sh\necho \"$@\" >> " + arguments + "\n[ \"$1\" = --version ] && { touch " + folder
                        + "/rotate; while [ ! -e " + folder + "/rotated ]; do sleep 0.05; done; }\nexec " + dump.get()
                        + " \"$@\"\n");
        Files.setPosixFilePermissions(rotating, PosixFilePermissions.fromString("rwx------"));
        Thread rotation = new Thread(this::rotateWhenAsked);
        rotation.start();

        Outcome run = new CommandLineHarness(folder)
                .variable("PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin"))
                .variable("HOME", folder.toString())
                .run(
                        "run",
                        "--auth",
                        "secret",
                        "--secret-id",
                        ID,
                        "--aws-endpoint",
                        aws.endpoint().toString(),
                        "--aws-region",
                        aws.region(),
                        "--to",
                        "exports",
                        "--id",
                        "rotated",
                        "--pgdump-bin",
                        rotating.toString(),
                        "--verbose");

        assertThat(run.exitCode()).as(run.err()).isZero();
        String told = run.out()
                + run.err()
                + Files.readString(arguments)
                + Files.readString(folder.resolve("exports/rotated/manifest.json"));
        assertThat(told).contains("the password was rotated", "--snapshot").doesNotContain("s3cret");
    }

    private void rotateWhenAsked() {
        try {
            while (!Files.exists(folder.resolve("rotate"))) {
                Thread.onSpinWait();
            }
            new TestDatabase(server, "postgres").execute("ALTER ROLE reader PASSWORD '" + SECOND + "'");
            secrets.putSecretValue(put -> put.secretId(ID).secretString(secret(SECOND)));
            Files.createFile(folder.resolve("rotated"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String secret(String password) {
        return """
                {"engine": "postgres", "host": "127.0.0.1", "port": "%d", "dbname": "postgres",
                 "username": "reader", "password": "%s"}""".formatted(server.port(), password);
    }

    private static Optional<Path> findPgDump() {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
                .map(directory -> Path.of(directory, "pg_dump"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
