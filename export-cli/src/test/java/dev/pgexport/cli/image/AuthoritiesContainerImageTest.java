package dev.pgexport.cli.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.image.ContainerImage.Outcome;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.ServerCertificates;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Kind;
import dev.pgexport.testkit.s3.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An image that was built with a bundle of authorities verifies servers by it, and nobody has to name it. */
@EveryS3Server(kinds = S3Kind.LOCALSTACK)
@RequiresContainerImage
class AuthoritiesContainerImageTest {
    private final String tag = "pgexport-test:" + UUID.randomUUID();
    private final S3Server s3;
    private final Path folder;
    private final ServerCertificates certificates;
    private ServerCertificates.Pair authority;

    AuthoritiesContainerImageTest(S3Server s3, @TempDir Path folder) {
        this.s3 = s3;
        this.folder = folder;
        certificates = new ServerCertificates(folder);
    }

    @BeforeEach
    void build() throws Exception {
        authority = certificates.authority("authority");
        certificates.authority("stranger");
        Path log = folder.resolve("build.log");
        Process built = new ProcessBuilder(
                        "../docker/authorities",
                        ContainerImage.TAG,
                        authority.certificate().toString(),
                        tag)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int exitCode = built.waitFor();
        assertThat(exitCode).as(Files.readString(log)).isZero();
    }

    @AfterEach
    void remove() {
        ContainerImage.docker("image", "rm", "--force", tag);
    }

    private PostgresServer server(String signer) throws IOException, GeneralSecurityException {
        ServerCertificates.Pair pair = certificates.signed(signer, "server", "localhost", "-1d", "san=dns:localhost");
        return PostgresServer.start(
                17,
                Map.of(
                        "ssl", "on",
                        "ssl_cert_file", pair.certificate().toString(),
                        "ssl_key_file", pair.key().toString()),
                List.of("hostssl all all 127.0.0.1/32 trust"));
    }

    private Outcome export(PostgresServer server, String image, String strategy) {
        return ContainerImage.beside(s3, image, folder)
                .run(
                        "run",
                        "--strategy",
                        strategy,
                        "--from",
                        "host=localhost port=" + server.port() + " user=postgres dbname=postgres sslmode=verify-full",
                        "--to",
                        "s3://" + s3.newBucket() + "/exports",
                        "--quiet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "pgdump"})
    void serverOfTheAuthorityIsTrusted(String strategy) throws Exception {
        try (PostgresServer server = server("authority")) {
            Outcome exported = export(server, tag, strategy);

            assertThat(exported.exitCode()).as(exported.err()).isZero();
        }
    }

    @Test
    void serverOfAnotherIsNot() throws Exception {
        try (PostgresServer server = server("stranger")) {
            Outcome refused = export(server, tag, "copy");

            assertThat(refused.exitCode()).isNotZero();
            assertThat(refused.err()).contains("certification path");
        }
    }

    @Test
    void imageWithoutABundleTrustsNobody() throws Exception {
        try (PostgresServer server = server("authority")) {
            Outcome refused = export(server, ContainerImage.TAG, "copy");

            assertThat(refused.exitCode()).isEqualTo(78);
            assertThat(refused.err()).contains("root.crt");
        }
    }
}
