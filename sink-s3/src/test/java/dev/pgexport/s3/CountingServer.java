package dev.pgexport.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes one object of any size over S3's protocol, and counts its parts instead of storing them: no disk has room for the
 * objects that matter here.
 */
final class CountingServer implements AutoCloseable {
    private static final Pattern NUMBER = Pattern.compile("partNumber=(\\d+)");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<Integer, Long> parts = new ConcurrentSkipListMap<>();
    private volatile String checksum = "";
    private volatile long completed;

    CountingServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Return the sizes of the parts by number. */
    Map<Integer, Long> parts() {
        return new TreeMap<>(parts);
    }

    long bytes() {
        return parts.values().stream().mapToLong(Long::longValue).sum();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        try (exchange) {
            switch (exchange.getRequestMethod()) {
                case "POST" -> {
                    if (query.contains("uploadId")) {
                        complete(exchange);
                    } else {
                        answer(
                                exchange,
                                "<InitiateMultipartUploadResult><UploadId>1</UploadId>"
                                        + "</InitiateMultipartUploadResult>");
                    }
                }
                case "PUT" -> part(exchange, query);
                case "HEAD" -> {
                    exchange.getResponseHeaders().set("Content-Length", String.valueOf(completed));
                    exchange.getResponseHeaders().set("ETag", "\"whole\"");
                    exchange.getResponseHeaders().set("Last-Modified", "Sat, 21 Nov 2026 01:02:03 GMT");
                    exchange.getResponseHeaders().set("x-amz-checksum-crc32c", checksum);
                    exchange.sendResponseHeaders(200, -1);
                }
                default -> exchange.sendResponseHeaders(501, -1);
            }
        }
    }

    private void part(HttpExchange exchange, String query) throws IOException {
        Matcher number = NUMBER.matcher(query);
        if (!number.find()) {
            exchange.sendResponseHeaders(501, -1);
            return;
        }
        byte[] buffer = new byte[1 << 16];
        try (InputStream body = exchange.getRequestBody()) {
            while (body.read(buffer) >= 0) {}
        }
        String length = Optional.ofNullable(exchange.getRequestHeaders().getFirst("x-amz-decoded-content-length"))
                .orElseGet(() -> exchange.getRequestHeaders().getFirst("Content-Length"));
        parts.put(Integer.valueOf(number.group(1)), Long.valueOf(length));
        exchange.getResponseHeaders().set("ETag", "\"00000000000000000000000000000000\"");
        exchange.sendResponseHeaders(200, -1);
    }

    private void complete(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        checksum = exchange.getRequestHeaders().getFirst("x-amz-checksum-crc32c");
        completed = bytes();
        answer(
                exchange,
                "<CompleteMultipartUploadResult><ETag>\"whole\"</ETag><ChecksumCRC32C>" + checksum
                        + "</ChecksumCRC32C><ChecksumType>FULL_OBJECT</ChecksumType></CompleteMultipartUploadResult>");
    }

    private static void answer(HttpExchange exchange, String xml) throws IOException {
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
