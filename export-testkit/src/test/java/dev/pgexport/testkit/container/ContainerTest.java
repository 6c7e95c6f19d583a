package dev.pgexport.testkit.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ContainerExtension.class)
class ContainerTest {
    @Test
    void postgresIsOfTheVersionThatItSays(ContainerPostgres postgres) throws SQLException {
        try (Connection connection = postgres.connect()) {
            assertThat(connection.getMetaData().getDatabaseMajorVersion()).isEqualTo(ContainerPostgres.VERSION);
        }
    }

    @Test
    void theUriOfPostgresLeadsToIt(ContainerPostgres postgres) {
        assertThat(postgres.uri().toString()).matches("postgresql://owner@[^:/]+:\\d+/app");
        postgres.execute("SELECT 1");
    }

    @Test
    void localStackHasMoreServicesThanS3(LocalStack stack) throws IOException, InterruptedException {
        URI health = stack.endpoint().resolve("/_localstack/health");

        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.body())
                .contains("\"s3\"", "\"sts\"", "\"kms\"", "\"secretsmanager\"", "\"version\": \"4.14.0\"");
        assertThat(InetAddress.getByName(stack.endpoint().getHost()).isLoopbackAddress())
                .isTrue();
    }

    @Test
    void oneContainerServesAllTests(LocalStack stack, LocalStack again) {
        assertThat(again).isSameAs(stack);
    }
}
