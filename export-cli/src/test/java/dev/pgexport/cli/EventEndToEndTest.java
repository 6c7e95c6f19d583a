package dev.pgexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgexport.aws.AwsClients;
import dev.pgexport.aws.AwsSettings;
import dev.pgexport.cli.CommandLineHarness.Outcome;
import dev.pgexport.engine.settings.SettingsBinder;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.container.ContainerExtension;
import dev.pgexport.testkit.container.LocalStack;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** Events at a bus, as a rule of it hands them to a queue. */
@ExtendWith({ContainerExtension.class, PostgresExtension.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventEndToEndTest {
    private static final String ACCOUNT = "000000000000";

    private final LocalStack aws;
    private final ObjectMapper json = new ObjectMapper();
    private Path folder;
    private String from;
    private String bus;

    EventEndToEndTest(LocalStack aws) {
        this.aws = aws;
    }

    @BeforeAll
    void makeBus(@TempDir Path shared) throws Exception {
        folder = shared;
        System.setProperty("aws.accessKeyId", aws.accessKeyId());
        System.setProperty("aws.secretAccessKey", aws.secretAccessKey());
        queue("/", Map.of("Action", "CreateQueue", "QueueName", "heard"));
        try (AwsClients clients = AwsClients.open(SettingsBinder.bind(
                        AwsSettings.class,
                        Map.of("aws.endpoint", aws.endpoint().toString(), "aws.region", aws.region())));
                EventBridgeClient events =
                        clients.configure(EventBridgeClient.builder()).build()) {
            bus = events.createEventBus(create -> create.name("exports")).eventBusArn();
            events.putRule(
                    rule -> rule.name("all").eventBusName("exports").eventPattern("{\"source\": [\"pgexport\"]}"));
            Target target = Target.builder()
                    .id("queue")
                    .arn("arn:aws:sqs:" + aws.region() + ":" + ACCOUNT + ":heard")
                    .build();
            events.putTargets(put -> put.rule("all").eventBusName("exports").targets(target));
        }
    }

    @AfterAll
    void forgetCredentials() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @BeforeEach
    void database(TestDatabase database) {
        database.execute("CREATE TABLE moves AS SELECT i AS id FROM generate_series(1, 1000) i");
        from = database.uri().toString();
    }

    private Outcome run(String... more) {
        return new CommandLineHarness(folder)
                .variable("PGEXPORT_FROM", from)
                .variable("PGEXPORT_AWS_ENDPOINT", aws.endpoint().toString())
                .run(Stream.concat(
                                Stream.of("run", "--to", "exports", "--json", "--aws-region", aws.region()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private JsonNode heard() throws Exception {
        String answer = queue(
                "/" + ACCOUNT + "/heard",
                Map.of("Action", "ReceiveMessage", "WaitTimeSeconds", "20", "MaxNumberOfMessages", "1"));
        JsonNode message = json.readTree(answer)
                .path("ReceiveMessageResponse")
                .path("ReceiveMessageResult")
                .path("Message");
        JsonNode one = message.isArray() ? message.get(0) : message;
        queue(
                "/" + ACCOUNT + "/heard",
                Map.of(
                        "Action",
                        "DeleteMessage",
                        "ReceiptHandle",
                        one.path("ReceiptHandle").asText()));
        return json.readTree(one.path("Body").asText());
    }

    /** By SQS's older protocol, for which no client is needed. */
    private String queue(String path, Map<String, String> parameters) throws Exception {
        String form = parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(aws.endpoint() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + aws.accessKeyId() + "/20260101/" + aws.region()
                                + "/sqs/aws4_request, SignedHeaders=host, Signature=0")
                .POST(HttpRequest.BodyPublishers.ofString(form + "&Version=2012-11-05"))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    @Test
    void aCompleteExportIsTold() throws Exception {
        Outcome run = run("--id", "told", "--events-bus", bus);

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode event = heard();
        assertThat(event.path("source").asText()).isEqualTo("pgexport");
        assertThat(event.path("detail-type").asText()).isEqualTo("pgexport export completed");
        assertThat(event.path("detail")).as("the result").isEqualTo(json.readTree(run.out()));
    }

    @Test
    void aFailureIsTold() throws Exception {
        Outcome run = run("--id", "failing", "--events-bus", "exports", "--from", "postgresql://localhost:1/app");

        assertThat(run.exitCode()).isEqualTo(69);
        JsonNode event = heard();
        assertThat(event.path("detail-type").asText()).isEqualTo("pgexport export failed");
        assertThat(event.at("/detail/id").asText()).isEqualTo("failing");
        assertThat(event.at("/detail/exitCode").asInt()).isEqualTo(69);
        assertThat(event.at("/detail/failure").asText()).contains("localhost");
    }

    @Test
    void whatCannotBeToldIsAWarning() {
        Outcome run = run("--id", "untold", "--events-bus", "exports", "--aws-endpoint", "http://127.0.0.1:1");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("no event was sent of how this run ended", "send an event to the bus exports");
    }
}
