package dev.pgexport.testkit.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts S3Proxy on a folder, in a JVM of its own: its libraries are many and of other versions than the tests'.
 *
 * <p>The system property {@value #PROPERTY} names the folder of its jars.
 */
final class S3ProxyLauncher implements S3Launcher {
    static final String PROPERTY = "pgexport.testkit.s3proxy";

    private static final S3Credentials OWNER = new S3Credentials("test-owner", "test-secret", Optional.empty());

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public S3Server start() {
        try {
            Path folder = Files.createTempDirectory("pgexport-s3proxy-");
            int port = ServerProcess.freePort();
            URI endpoint = URI.create("http://127.0.0.1:" + port);
            Path objects = Files.createDirectory(folder.resolve("objects"));
            Files.write(
                    folder.resolve("properties"),
                    List.of(
                            "s3proxy.endpoint=" + endpoint,
                            "s3proxy.authorization=aws-v2-or-v4",
                            "s3proxy.identity=" + OWNER.accessKeyId(),
                            "s3proxy.credential=" + OWNER.secretAccessKey(),
                            // The SDK's checksums are among the headers it does not know.
                            "s3proxy.ignore-unknown-headers=true",
                            "jclouds.provider=filesystem-nio2",
                            "jclouds.filesystem.basedir=" + objects));
            ServerProcess process = ServerProcess.start(
                    folder,
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-DLOG_LEVEL=warn",
                            "-cp",
                            jars() + "/*",
                            "org.gaul.s3proxy.Main",
                            "--properties",
                            folder.resolve("properties").toString()),
                    Map.of());
            try {
                process.awaitAnswer(endpoint);
            } catch (IOException e) {
                process.close();
                throw e;
            }
            return new S3Server(S3Kind.LIGHT, endpoint, OWNER, Optional.empty(), process::close);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start S3Proxy", e);
        }
    }

    private static Path jars() {
        String folder = System.getProperty(PROPERTY);
        if (folder == null) {
            throw new IllegalStateException(
                    "the system property " + PROPERTY + " names no folder; run process-resources"
                            + " of export-testkit, which puts S3Proxy into target/s3proxy, and set it to that");
        }
        return Path.of(folder).toAbsolutePath();
    }
}
