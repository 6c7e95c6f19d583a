package dev.pgexport.snapshot.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A server that answers a request for a range with the whole object, as S3 does not. */
class S3RangeTest {
    private HttpServer server;
    private S3Client client;
    private byte[] object;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, object.length);
            exchange.getResponseBody().write(object);
            exchange.close();
        });
        server.start();
        client = S3Client.builder()
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void aWholeObjectThatIsNotLongerThanTheRangeIsTaken() {
        object = new byte[S3Source.TAIL];

        assertThat(S3Source.open(client, "bucket", "key").bytes()).isEqualTo(S3Source.TAIL);
    }

    @Test
    void aLongerOneIsRefused() {
        object = new byte[S3Source.TAIL + 1];

        assertThatThrownBy(() -> S3Source.open(client, "bucket", "key"))
                .isInstanceOfSatisfying(ExportException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.CONFIGURATION);
                    assertThat(e.advice()).hasValue("perhaps --aws-endpoint names a server that knows no ranges");
                })
                .hasMessageContaining("cannot read the end of s3://bucket/key");
    }
}
