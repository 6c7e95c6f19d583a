package dev.pgexport.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import dev.pgexport.engine.settings.SettingsBinder;
import dev.pgexport.testkit.s3.S3Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What requests say that no server here acts on: who pays, whose the bucket must be, and the checksums for Object Lock. */
class RequestHeaderTest {
    private static final ObjectName NAME = ObjectName.of("nightly", "data", "1.csv");

    private final List<Headers> received = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.add(exchange.getRequestHeaders());
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("ETag", "\"x\"");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", "4");
            }
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("x-amz-checksum-crc32c"))
                    .ifPresent(crc -> exchange.getResponseHeaders().set("x-amz-checksum-crc32c", crc));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Sink open(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("aws.endpoint", "http://127.0.0.1:" + server.getAddress().getPort());
        settings.put("aws.profile", Profiles.named(new S3Credentials("key", "secret", Optional.empty())));
        return new S3SinkPlugin()
                .open(SettingsBinder.bind(S3Settings.class, settings), URI.create("s3://bucket/exports/"));
    }

    private static void writeAndDelete(Sink sink) throws Exception {
        sink.put(NAME, out -> out.write("1234".getBytes(StandardCharsets.US_ASCII)));
        sink.delete(NAME);
    }

    @Test
    void everyRequestSaysThatTheRequesterPays() throws Exception {
        try (Sink sink = open(Map.of("s3.requester-pays", "true"))) {
            writeAndDelete(sink);
        }

        assertThat(received)
                .hasSize(2)
                .allSatisfy(headers ->
                        assertThat(headers.getFirst("x-amz-request-payer")).isEqualTo("requester"));
    }

    @Test
    void everyRequestSaysWhoseTheBucketMustBe() throws Exception {
        try (Sink sink = open(Map.of("s3.expected-bucket-owner", "123456789012"))) {
            writeAndDelete(sink);
        }

        assertThat(received)
                .hasSize(2)
                .allSatisfy(headers -> assertThat(headers.getFirst("x-amz-expected-bucket-owner"))
                        .isEqualTo("123456789012"));
    }

    @Test
    void everyRequestIsCounted() throws Exception {
        try (Sink sink = open(Map.of())) {
            assertThat(sink.requests()).hasValue(0);

            writeAndDelete(sink);

            assertThat(sink.requests()).hasValue(received.size()).hasValue(2);
        }
    }

    @Test
    void aWriteHasTheChecksumOfItsBytes() throws Exception {
        try (Sink sink = open(Map.of())) {
            writeAndDelete(sink);
        }

        assertThat(received.get(0).getFirst("x-amz-checksum-crc32c")).isEqualTo("9jr07g==");
    }

    @Test
    void forServersThatDoNotKnowThatOneItHasADigest() throws Exception {
        try (Sink sink = open(Map.of("aws.integrity", "when-required"))) {
            writeAndDelete(sink);
        }

        assertThat(received.get(0).getFirst("Content-MD5")).isEqualTo("gdyb21LQTcIANtvYMT7QVQ==");
        assertThat(received.get(0).keySet())
                .noneMatch(header -> header.toLowerCase(Locale.ROOT).startsWith("x-amz-checksum"));
    }
}
