package dev.pgexport.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lambda's side of its runtime interface, on loopback: hands events over and takes answers, as
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html says.
 */
final class RuntimeApi implements AutoCloseable {
    private static final String VERSION = "/2018-06-01/runtime/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Invoked> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Invoked> running = new ConcurrentHashMap<>();
    private final CompletableFuture<String> initError = new CompletableFuture<>();

    /** An event on its way, and who waits for its answer. */
    private record Invoked(String id, String event, long deadlineMillis, CompletableFuture<Answer> answer) {}

    /**
     * What a function answered.
     *
     * @param errorType what Lambda calls the failure; empty for a success
     * @param body the response, or the error
     */
    record Answer(Optional<String> errorType, JsonNode body) {}

    RuntimeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(VERSION, this::serve);
        server.start();
    }

    /** Return what Lambda sets AWS_LAMBDA_RUNTIME_API to. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Hand an event over, with so much time for it. */
    CompletableFuture<Answer> invoke(String event, Duration time) {
        Invoked invoked = new Invoked(
                UUID.randomUUID().toString(),
                event,
                System.currentTimeMillis() + time.toMillis(),
                new CompletableFuture<>());
        waiting.add(invoked);
        return invoked.answer;
    }

    /** Return how starting failed, when it did. */
    CompletableFuture<String> initError() {
        return initError;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(VERSION.length());
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String[] parts = path.split("/", -1);
            if (path.equals("invocation/next")) {
                next(exchange);
            } else if (path.equals("init/error")) {
                initError.complete(body);
                respond(exchange, 202, "{\"status\":\"OK\"}");
            } else if (parts.length == 3 && parts[0].equals("invocation") && running.containsKey(parts[1])) {
                answer(running.remove(parts[1]), parts[2], body);
                respond(exchange, 202, "{\"status\":\"OK\"}");
            } else {
                respond(exchange, 404, "{}");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        Invoked invoked = waiting.poll(10, TimeUnit.MINUTES);
        if (invoked == null) {
            return;
        }
        running.put(invoked.id, invoked);
        var headers = exchange.getResponseHeaders();
        headers.add("Lambda-Runtime-Aws-Request-Id", invoked.id);
        headers.add("Lambda-Runtime-Deadline-Ms", String.valueOf(invoked.deadlineMillis));
        headers.add("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:123456789012:function:pgexport");
        headers.add("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0");
        respond(exchange, 200, invoked.event);
    }

    private static void answer(Invoked invoked, String kind, String body) throws IOException {
        JsonNode json = new ObjectMapper().readTree(body);
        Optional<String> errorType =
                kind.equals("error") ? Optional.of(json.get("errorType").asText()) : Optional.empty();
        invoked.answer.complete(new Answer(errorType, json));
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
