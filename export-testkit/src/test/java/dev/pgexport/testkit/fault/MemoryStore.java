package dev.pgexport.testkit.fault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that stores objects in memory: no S3, but real HTTP. */
final class MemoryStore implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

    MemoryStore() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            byte[] answer = new byte[0];
            int status = 200;
            switch (exchange.getRequestMethod()) {
                case "PUT" -> objects.put(path, request);
                case "DELETE" -> {
                    objects.remove(path);
                    status = 204;
                }
                default -> {
                    answer = objects.getOrDefault(path, answer);
                    status = objects.containsKey(path) ? 200 : 404;
                }
            }
            exchange.getResponseHeaders().set("x-amz-request-id", "OF-THE-STORE");
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Return the objects by their paths. */
    Map<String, byte[]> objects() {
        return objects;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
