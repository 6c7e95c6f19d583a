package dev.pgexport.testkit.rds;

import dev.pgexport.testkit.s3.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.RdsClientBuilder;

/**
 * A moto server: someone else's idea of RDS, to check requests against that the stand-in lets pass.
 *
 * <p>It knows no states and writes no files: a task is {@code complete} at once, in lower case, whatever its bucket; a
 * filter by source is ignored; live clusters are not exported, and engine versions are not described (both 500).
 *
 * <p>Ask for it as a parameter, see {@link MotoExtension}. It goes away when this process ends, however it ends.
 * Thread-safe.
 *
 * @see <a href="https://docs.getmoto.org/en/latest/docs/services/rds.html">moto: rds</a>
 */
public final class MotoServer implements AutoCloseable {
    /** The variable that names the program, for where it is neither on the path nor brought by {@code testbed/up}. */
    static final String VARIABLE = "PGEXPORT_TESTKIT_MOTO";

    private static final Region REGION = Region.US_EAST_1;

    private final URI endpoint;
    private final ServerProcess process;
    private final RdsClient client;

    private MotoServer(URI endpoint, ServerProcess process) {
        this.endpoint = endpoint;
        this.process = process;
        client = clientBuilder().build();
    }

    /** Return why there is none, and what to do about it; empty when it can be started. */
    static Optional<String> missing() {
        return program().isPresent()
                ? Optional.empty()
                : Optional.of("no program moto_server: run testbed/up, or set " + VARIABLE + " to its path");
    }

    static MotoServer start() {
        try {
            Path folder = Files.createTempDirectory("pgexport-moto-");
            int port = ServerProcess.freePort();
            URI endpoint = URI.create("http://127.0.0.1:" + port);
            ServerProcess process = ServerProcess.start(
                    folder,
                    List.of(
                            program().orElseThrow().toString(),
                            "--host",
                            endpoint.getHost(),
                            "--port",
                            Integer.toString(port)),
                    Map.of());
            try {
                process.awaitAnswer(endpoint.resolve("/moto-api/"));
            } catch (IOException e) {
                process.close();
                throw e;
            }
            return new MotoServer(endpoint, process);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start moto", e);
        }
    }

    private static Optional<Path> program() {
        Optional<Path> named = variable(VARIABLE).map(Path::of);
        return named.isPresent()
                ? named
                : folders()
                        .map(folder -> folder.resolve("moto_server"))
                        .filter(Files::isExecutable)
                        .findFirst();
    }

    private static Stream<Path> folders() {
        Stream<Path> path = variable("PATH").stream()
                .flatMap(folders -> Stream.of(folders.split(File.pathSeparator)))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of);
        Path cache = variable("XDG_CACHE_HOME")
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        // The one of a known version first.
        return Stream.concat(Stream.of(cache.resolve("pgexport-testbed/moto/bin")), path);
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
    }

    /** Return the address, with scheme and port and without a path. */
    public URI endpoint() {
        return endpoint;
    }

    /** Return the region, as the SDK names it. */
    public String region() {
        return REGION.id();
    }

    /** Return a client. Leave closing it to the server. */
    public RdsClient client() {
        return client;
    }

    /** Return a builder of clients; any credentials are let in. Close what it builds. */
    public RdsClientBuilder clientBuilder() {
        return RdsClient.builder()
                .endpointOverride(endpoint)
                .region(REGION)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(UrlConnectionHttpClient.builder());
    }

    /** Stop the server at once. */
    @Override
    public void close() {
        client.close();
        process.close();
    }
}
