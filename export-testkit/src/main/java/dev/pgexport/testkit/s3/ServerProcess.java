package dev.pgexport.testkit.s3;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A process that serves HTTP out of a folder; both go when it is closed or when this process ends, however it ends. */
public final class ServerProcess implements AutoCloseable {
    /** A second or two on an idle machine. */
    private static final Duration START = Duration.ofMinutes(3);

    /** Tens of gigabytes in tens of thousands of files are removed, on a disk that may be busy. */
    private static final Duration STOP = Duration.ofMinutes(5);

    /** Ends once its input does; a signal to the whole group, as by Ctrl-C, must not end it before the server. */
    private static final String KEEPER = """
            trap '' HUP INT TERM
            folder=$1
            shift
            "$@" < /dev/null > "$folder/log" 2>&1 &
            server=$!
            echo "$server"
            cat > /dev/null
            kill -KILL "$server"
            wait
            rm -rf "$folder"
            """;

    private final Path folder;
    private final Process keeper;
    private final long server;

    private ServerProcess(Path folder, Process keeper, long server) {
        this.folder = folder;
        this.keeper = keeper;
        this.server = server;
    }

    /** Start a program, whose output goes to the file {@code log} in the folder. */
    public static ServerProcess start(Path folder, List<String> command, Map<String, String> environment)
            throws IOException {
        List<String> whole = new ArrayList<>(List.of("sh", "-c", KEEPER, "keeper", folder.toString()));
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process keeper = builder.start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(keeper.getInputStream(), StandardCharsets.UTF_8));
        String id = output.readLine();
        if (id == null) {
            throw new IOException("no shell ran " + command.get(0));
        }
        return new ServerProcess(folder, keeper, Long.parseLong(id));
    }

    /** Return the process id of the server. */
    long id() {
        return server;
    }

    /** Return a port of the loopback address that is free now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Wait until the server answers, be it by an error of the client's. */
    public void awaitAnswer(URI address) throws IOException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
        try {
            Awaitility.await()
                    .atMost(START)
                    .pollInterval(Duration.ofMillis(25))
                    .until(() -> !isAlive() || answers(client, request));
        } catch (ConditionTimeoutException e) {
            throw new IOException(
                    "no answer from " + address + " within " + START.toSeconds() + " s: " + log(folder), e);
        }
        if (!isAlive()) {
            throw new IOException("the server of " + address + " ended: " + log(folder));
        }
    }

    private boolean isAlive() {
        return ProcessHandle.of(server).isPresent();
    }

    private static boolean answers(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() < 500;
        } catch (IOException e) {
            return false;
        }
    }

    private static String log(Path folder) throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    @Override
    public void close() {
        try {
            keeper.getOutputStream().close();
            if (!keeper.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "the server in " + folder + " is not gone within " + STOP.toSeconds() + " s");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop the server in " + folder, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
