package dev.pgexport.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import dev.pgexport.api.StoredObject;
import dev.pgexport.engine.settings.SettingsBinder;
import dev.pgexport.testkit.s3.S3Credentials;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A location with more objects than a test can put: the server makes up its pages. */
class ListingTest {
    private static final int OBJECTS = 100_000;
    private static final int PAGE = 1000;
    private static final long FLAT = 8L << 20;
    private static final Pattern TOKEN = Pattern.compile("continuation-token=(\\d+)");

    private final AtomicInteger pages = new AtomicInteger();
    private HttpServer server;
    private Sink sink;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            pages.incrementAndGet();
            Matcher token = TOKEN.matcher(exchange.getRequestURI().getQuery());
            byte[] page =
                    page(token.find() ? Integer.parseInt(token.group(1)) : 0).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        Map<String, String> settings = Map.of(
                "aws.endpoint",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "aws.profile",
                Profiles.named(new S3Credentials("key", "secret", Optional.empty())));
        sink = new S3SinkPlugin()
                .open(SettingsBinder.bind(S3Settings.class, settings), URI.create("s3://bucket/exports/"));
    }

    private static String page(int first) {
        StringBuilder xml = new StringBuilder("<ListBucketResult><EncodingType>url</EncodingType>");
        for (int number = first; number < first + PAGE; number++) {
            xml.append("<Contents><Key>exports%2Fe1%2Fdata%2Fpublic.t%2F")
                    .append(number)
                    .append(".csv</Key><LastModified>2026-11-21T01:02:03.000Z</LastModified><ETag>&quot;x&quot;</ETag>")
                    .append("<Size>")
                    .append(number)
                    .append("</Size></Contents>");
        }
        boolean more = first + PAGE < OBJECTS;
        xml.append("<IsTruncated>").append(more).append("</IsTruncated>");
        if (more) {
            xml.append("<NextContinuationToken>").append(first + PAGE).append("</NextContinuationToken>");
        }
        return xml.append("</ListBucketResult>").toString();
    }

    @AfterEach
    void stop() {
        sink.close();
        server.stop(0);
    }

    private static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void aHundredThousandObjectsAreListedInFlatMemory() throws Exception {
        AtomicLong bytes = new AtomicLong();
        AtomicLong grown = new AtomicLong();
        long before = heapAfterCollection();
        try (Stream<StoredObject> objects = sink.list(Optional.of(ObjectName.of("e1")))) {
            objects.forEach(object -> {
                bytes.addAndGet(object.bytes());
                if (object.bytes() % 20_000 == 19_999) {
                    grown.accumulateAndGet(heapAfterCollection() - before, Math::max);
                }
            });
        }

        assertThat(bytes).hasValue((long) OBJECTS * (OBJECTS - 1) / 2);
        assertThat(pages).hasValue(OBJECTS / PAGE);
        assertThat(grown).hasValueLessThan(FLAT);
    }

    @Test
    void pagesAreFetchedAsTheyAreNeeded() throws Exception {
        try (Stream<StoredObject> objects = sink.list(Optional.empty())) {
            assertThat(objects.iterator().next().name()).hasToString("e1/data/public.t/0.csv");
        }

        assertThat(pages).hasValue(1);
    }
}
