package dev.pgexport.testkit.fault;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** A program that puts a gigabyte through a front and gets one, with a server that keeps nothing. */
final class PassingAGigabyte {
    private static final long BYTES = 1L << 30;

    private PassingAGigabyte() {}

    public static void main(String[] arguments) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
                // A length of 0 asks for chunks.
                exchange.sendResponseHeaders(200, exchange.getRequestMethod().equals("GET") ? 0 : -1);
                if (exchange.getRequestMethod().equals("GET")) {
                    write(exchange.getResponseBody());
                }
            }
        });
        server.start();
        URI upstream = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (FaultFront front = FaultFront.s3(upstream)) {
            put(front);
            System.out.printf(
                    "passed %d and %d bytes%n", front.requests().get(0).requestBytes(), get(front));
        } finally {
            server.stop(0);
        }
    }

    private static HttpURLConnection connect(FaultFront front) throws Exception {
        return (HttpURLConnection) front.endpoint().resolve("/b/k").toURL().openConnection();
    }

    private static void put(FaultFront front) throws Exception {
        HttpURLConnection connection = connect(front);
        connection.setRequestMethod("PUT");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(BYTES);
        try (OutputStream out = connection.getOutputStream()) {
            write(out);
        }
        if (connection.getResponseCode() != 200) {
            throw new AssertionError(connection.getResponseCode());
        }
    }

    private static long get(FaultFront front) throws Exception {
        try (InputStream in = connect(front).getInputStream()) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void write(OutputStream out) throws IOException {
        byte[] some = new byte[1 << 16];
        for (long done = 0; done < BYTES; done += some.length) {
            out.write(some);
        }
    }
}
