package dev.pgexport.compare.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Chromium without a window, driven by the DevTools Protocol (https://chromedevtools.github.io/devtools-protocol/). */
final class Browser implements AutoCloseable {
    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final List<JsonNode> events = new ArrayList<>();
    private final ObjectMapper mapper = new ObjectMapper();
    private String session = "";
    private int last;

    private Browser(Process process, Path profile, URI address) {
        this.process = process;
        this.profile = profile;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Listener())
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    /** Return where Chromium is, on a machine that has it. */
    static Optional<Path> program() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Start Chromium with one empty page. */
    static Browser start(Path program) throws IOException {
        Path profile = Files.createTempDirectory("pgexport-browser-");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        // It does not run as root otherwise. All it opens are the tests' own files.
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("log").toFile())
                .start();
        Path port = profile.resolve("DevToolsActivePort");
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> process.isAlive()
                        && Files.exists(port)
                        && Files.readAllLines(port).size() == 2);
        List<String> lines = Files.readAllLines(port);
        Browser browser = new Browser(process, profile, URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)));
        browser.attach();
        return browser;
    }

    private void attach() {
        JsonNode target = call("Target.createTarget", mapper.createObjectNode().put("url", "about:blank"));
        JsonNode attached = call(
                "Target.attachToTarget",
                mapper.createObjectNode()
                        .put("targetId", target.path("targetId").asText())
                        .put("flatten", true));
        session = attached.path("sessionId").asText();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", mapper.createObjectNode());
        }
    }

    /** Open a file in a window of this size, and wait until it is there. */
    void open(Path file, int width, int height, boolean dark) {
        ObjectNode metrics = mapper.createObjectNode()
                .put("width", width)
                .put("height", height)
                .put("deviceScaleFactor", 1)
                .put("mobile", width < 500);
        call("Emulation.setDeviceMetricsOverride", metrics);
        ObjectNode media = mapper.createObjectNode();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        call("Emulation.setEmulatedMedia", media);
        events.clear();
        call("Page.navigate", mapper.createObjectNode().put("url", file.toUri().toString()));
        await(message -> message.path("method").asText().equals("Page.loadEventFired"));
    }

    /** Return what a JavaScript expression, perhaps a promise, gives. */
    JsonNode evaluate(String expression) {
        JsonNode result = call(
                "Runtime.evaluate",
                mapper.createObjectNode()
                        .put("expression", expression)
                        .put("awaitPromise", true)
                        .put("returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.toString());
        }
        return result.path("result").path("value");
    }

    /** Return what the console said since the page was opened: errors and warnings, refused things among them. */
    List<String> complaints() {
        evaluate("0");
        return events.stream()
                .filter(event -> List.of("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")
                        .contains(event.path("method").asText()))
                .map(JsonNode::toString)
                .toList();
    }

    /** Return what was asked for since the page was opened, the page itself among it. */
    List<String> requests() {
        return events.stream()
                .filter(event -> event.path("method").asText().equals("Network.requestWillBeSent"))
                .map(event -> event.at("/params/request/url").asText())
                .toList();
    }

    /** Return the part of the page that the window shows, as PNG. */
    byte[] screenshot() {
        JsonNode shot = call("Page.captureScreenshot", mapper.createObjectNode().put("format", "png"));
        return Base64.getDecoder().decode(shot.path("data").asText());
    }

    private JsonNode call(String method, ObjectNode parameters) {
        int id = ++last;
        ObjectNode request = mapper.createObjectNode().put("id", id).put("method", method);
        request.set("params", parameters);
        if (!session.isEmpty()) {
            request.put("sessionId", session);
        }
        socket.sendText(request.toString(), true)
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        JsonNode answer = await(message -> message.path("id").asInt() == id);
        if (answer.has("error")) {
            throw new IllegalStateException(method + ": " + answer.path("error"));
        }
        return answer.path("result");
    }

    private JsonNode await(Predicate<JsonNode> wanted) {
        Optional<JsonNode> found = events.stream().filter(wanted).findFirst();
        while (found.isEmpty()) {
            JsonNode message;
            try {
                message = messages.poll(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            if (message == null) {
                throw new IllegalStateException("the browser does not answer, see " + profile.resolve("log"));
            }
            events.add(message);
            found = Optional.of(message).filter(wanted);
        }
        return found.get();
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        Awaitility.await().ignoreExceptions().until(() -> {
            remove(profile);
            return !Files.exists(profile);
        });
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean whole) {
            text.append(data);
            if (whole) {
                try {
                    messages.add(mapper.readTree(text.toString()));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
