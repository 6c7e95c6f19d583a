package dev.pgexport.testkit.s3;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts MinIO, if its program is found: where the variable {@value #VARIABLE} says, on the path, or where
 * {@code go install} puts programs.
 */
final class MinioLauncher implements S3Launcher {
    static final String VARIABLE = "PGEXPORT_TESTKIT_MINIO";

    private static final S3Credentials OWNER = new S3Credentials("test-owner", "test-secret", Optional.empty());
    private static final String KMS_KEY = "test-key";

    @Override
    public Optional<String> missing() {
        return program().isPresent()
                ? Optional.empty()
                : Optional.of("no program minio: run testbed/up, or set " + VARIABLE + " to its path");
    }

    @Override
    public S3Server start() {
        try {
            Path program = program().orElseThrow();
            Path folder = Files.createTempDirectory("pgexport-minio-");
            int port = ServerProcess.freePort();
            URI endpoint = URI.create("http://127.0.0.1:" + port);
            ServerProcess process = ServerProcess.start(
                    folder,
                    List.of(
                            program.toString(),
                            "server",
                            "--quiet",
                            "--address",
                            endpoint.getAuthority(),
                            folder.resolve("data").toString()),
                    Map.of(
                            "MINIO_ROOT_USER",
                            OWNER.accessKeyId(),
                            "MINIO_ROOT_PASSWORD",
                            OWNER.secretAccessKey(),
                            "MINIO_SITE_REGION",
                            S3Server.REGION,
                            "MINIO_KMS_SECRET_KEY",
                            KMS_KEY + ":" + Base64.getEncoder().encodeToString(new byte[32]),
                            "MINIO_BROWSER",
                            "off",
                            "MINIO_UPDATE",
                            "off"));
            try {
                process.awaitAnswer(endpoint.resolve("/minio/health/ready"));
            } catch (IOException e) {
                process.close();
                throw e;
            }
            return new S3Server(S3Kind.MINIO, endpoint, OWNER, Optional.of(KMS_KEY), process::close);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start MinIO", e);
        }
    }

    private static Optional<Path> program() {
        Optional<Path> named = variable(VARIABLE).map(Path::of);
        return named.isPresent()
                ? named
                : folders()
                        .map(folder -> folder.resolve("minio"))
                        .filter(Files::isExecutable)
                        .findFirst();
    }

    private static Stream<Path> folders() {
        Stream<Path> path = variable("PATH").stream()
                .flatMap(folders -> Stream.of(folders.split(File.pathSeparator)))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of);
        Stream<Path> go = Stream.of(
                        variable("GOBIN").map(Path::of),
                        variable("GOPATH").map(folder -> Path.of(folder, "bin")),
                        Optional.of(Path.of(System.getProperty("user.home"), "go", "bin")))
                .flatMap(Optional::stream);
        return Stream.concat(path, go);
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
    }
}
