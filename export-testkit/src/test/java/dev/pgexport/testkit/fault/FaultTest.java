package dev.pgexport.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pgexport.testkit.fault.RawClient.Received;
import dev.pgexport.testkit.fault.RecordingServer.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every fault, as the client and the server see it. */
@Timeout(60)
class FaultTest {
    private static final String PUT = "PUT /b/k HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody";
    private static final String GET = "GET /b/k HTTP/1.1\r\nHost: x\r\n\r\n";

    private MemoryStore store;
    private FaultFront front;
    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        store = new MemoryStore();
        front = FaultFront.s3(store.endpoint());
        client = new RawClient(front.port());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        front.close();
        store.close();
    }

    private ObservedRequest observed() {
        assertThat(front.requests()).hasSize(1);
        return front.requests().get(0);
    }

    private static long millis(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    @ParameterizedTest
    @CsvSource({
        "500, InternalError",
        "503, SlowDown",
        "403, AccessDenied",
        "400, RequestTimeout",
        "409, OperationAborted"
    })
    void anErrorIsAnsweredInsteadOfTheServer(int status, String code) throws Exception {
        Fault fault = switch (code) {
            case "InternalError" -> Fault.internalError();
            case "SlowDown" -> Fault.slowDown();
            case "AccessDenied" -> Fault.accessDenied();
            case "RequestTimeout" -> Fault.requestTimeout();
            default -> Fault.error(status, code);
        };
        front.inject(FaultSchedule.at(RequestKind.PUT, 1, fault));

        client.send(PUT);

        assertThat(client.receiveUntil("\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("x-amz-request-id: FRONT-PUT-1\r\n");
        assertThat(client.receiveUntil("</Error>"))
                .contains("<Code>" + code + "</Code>", "<Resource>/b/k</Resource>", "<RequestId>FRONT-PUT-1<");
        assertThat(store.objects()).isEmpty();
        assertThat(observed())
                .isEqualTo(new ObservedRequest(
                        RequestKind.PUT,
                        1,
                        "b",
                        "k",
                        Optional.of(fault),
                        OptionalInt.empty(),
                        Optional.of("FRONT-PUT-1"),
                        0,
                        0));
    }

    @Test
    void connectionIsStillGoodAfterAnError() throws Exception {
        front.inject(FaultSchedule.at(RequestKind.PUT, 1, Fault.slowDown()));
        client.send(PUT);
        client.receiveUntil("</Error>");

        client.send(PUT);

        assertThat(client.receiveUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
        assertThat(store.objects()).containsOnlyKeys("/b/k");
    }

    @Test
    void clientThatWaitsForLeaveIsAnsweredAnErrorAtOnce() throws Exception {
        front.inject(FaultSchedule.at(RequestKind.PUT, 1, Fault.slowDown()));

        client.send("PUT /b/k HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");

        assertThat(client.receiveUntil("\r\n\r\n")).startsWith("HTTP/1.1 503 ").contains("\r\nConnection: close\r\n");
        client.receiveUntil("</Error>");
        assertThat(client.receiveAll()).isEqualTo(new Received("", Ending.CLOSE));
    }

    @Test
    void errorThatIsAnsweredToHeadHasNoBody() throws Exception {
        front.inject(FaultSchedule.at(RequestKind.HEAD, 1, Fault.slowDown()));

        client.send("HEAD /b/k HTTP/1.1\r\nHost: x\r\n\r\n" + GET);

        assertThat(client.receiveUntil("\r\n\r\n")).startsWith("HTTP/1.1 503 ");
        assertThat(client.receiveUntil("\r\n\r\n")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void completionMayBeAnErrorInASuccess() throws Exception {
        front.inject(FaultSchedule.at(RequestKind.COMPLETE, 1, Fault.errorInSuccess()));

        client.send("POST /b/k?uploadId=x HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody");

        assertThat(client.receiveUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
        assertThat(client.receiveUntil("</Error>")).contains("<Error><Code>InternalError</Code>");
    }

    @Test
    void connectionIsResetBeforeTheServerSeesTheRequest() throws Exception {
        front.inject(FaultSchedule.at(RequestKind.PUT, 1, Fault.reset()));

        client.send(PUT);

        assertThat(client.receiveAll()).isEqualTo(new Received("", Ending.RESET));
        assertThat(store.objects()).isEmpty();
        assertThat(observed().status()).isEmpty();
    }

    @Test
    void stalledRequestIsNeitherAnsweredNorClosedForATime() throws Exception {
        front.inject(FaultSchedule.at(RequestKind.PUT, 1, Fault.stall(Duration.ofMillis(300))));
        long start = System.nanoTime();

        client.send(PUT);

        assertThat(client.receiveAll()).isEqualTo(new Received("", Ending.CLOSE));
        assertThat(millis(start)).isGreaterThanOrEqualTo(300);
        assertThat(store.objects()).isEmpty();
    }

    @Test
    void stalledRequestStallsUntilTheFrontIsClosed() throws Exception {
        front.inject(FaultSchedule.at(RequestKind.GET, 1, Fault.stall()));
        client.send(GET);
        await().until(() -> front.count(RequestKind.GET) == 1);
        assertThat(front.openConnections()).isEqualTo(1);

        front.close();

        assertThat(client.receiveAll()).isEqualTo(new Received("", Ending.RESET));
    }

    @Test
    void delayedRequestIsAnsweredLater() throws Exception {
        front.inject(FaultSchedule.at(RequestKind.GET, 1, Fault.delay(Duration.ofMillis(300))));
        long start = System.nanoTime();

        client.send(GET);

        assertThat(client.receiveUntil("\r\n\r\n")).startsWith("HTTP/1.1 404 ");
        assertThat(millis(start)).isGreaterThanOrEqualTo(300);
    }

    @Test
    void requestIsCutInTheMiddleOfItsBody() throws Exception {
        String head = "PUT /b/k HTTP/1.1\r\nContent-Length: 1000\r\n\r\n";
        try (RecordingServer server = new RecordingServer(new Step("never", ""));
                FaultFront cutting = FaultFront.s3(server.endpoint());
                RawClient sender = new RawClient(cutting.port())) {
            cutting.inject(FaultSchedule.at(RequestKind.PUT, 1, Fault.cutRequest()));

            sender.send(head + "x".repeat(1000));

            assertThat(sender.receiveAll()).isEqualTo(new Received("", Ending.RESET));
            assertThat(server.heard()).isEqualTo(head + "x".repeat(500) + "(lost)");
            assertThat(cutting.requests().get(0).requestBytes()).isEqualTo(500);
        }
    }

    @Test
    void requestWithoutABodyIsCutInTheMiddleOfItsHead() throws Exception {
        try (RecordingServer server = new RecordingServer(new Step("never", ""));
                FaultFront cutting = FaultFront.s3(server.endpoint());
                RawClient sender = new RawClient(cutting.port())) {
            cutting.inject(FaultSchedule.at(RequestKind.GET, 1, Fault.cutRequest()));

            sender.send(GET);

            assertThat(sender.receiveAll()).isEqualTo(new Received("", Ending.RESET));
            assertThat(server.heard()).isEqualTo(GET.substring(0, GET.length() / 2) + "(lost)");
        }
    }

    @Test
    void answerIsCutInTheMiddleOfItsBody() throws Exception {
        store.objects().put("/b/k", "0123456789".getBytes(StandardCharsets.US_ASCII));
        front.inject(FaultSchedule.at(RequestKind.GET, 1, Fault.cutAnswer()));

        client.send(GET);

        assertThat(client.receiveUntil("\r\n\r\n")).containsIgnoringCase("content-length: 10\r\n");
        assertThat(client.receiveAll()).isEqualTo(new Received("01234", Ending.CLOSE));
        assertThat(observed().answerBytes()).isEqualTo(5);
    }

    @Test
    void answerWithoutABodyIsCutInTheMiddleOfItsHead() throws Exception {
        front.inject(FaultSchedule.at(RequestKind.PUT, 1, Fault.cutAnswer()));

        client.send(PUT);

        Received received = client.receiveAll();
        assertThat(received.ending()).isEqualTo(Ending.CLOSE);
        assertThat(received.text()).startsWith("HTTP/1.1 200 OK\r\n").doesNotContain("\r\n\r\n");
        assertThat(store.objects()).containsOnlyKeys("/b/k");
    }

    @Test
    void answerIsLostOnceTheServerHasDoneItsWork() throws Exception {
        front.inject(FaultSchedule.at(RequestKind.PUT, 1, Fault.loseAnswer()));

        client.send(PUT);

        assertThat(client.receiveAll()).isEqualTo(new Received("", Ending.RESET));
        assertThat(store.objects()).containsOnlyKeys("/b/k");
        assertThat(observed().status()).hasValue(200);
        assertThat(observed().answerBytes()).isZero();
    }

    @Test
    void answerIsLostOnlyOnceTheServerHasSaidAllOfIt() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 20000000\r\n\r\n" + "x".repeat(20_000_000);
        try (RecordingServer server = new RecordingServer(new Step("\r\n\r\n", answer));
                FaultFront losing = FaultFront.s3(server.endpoint());
                RawClient reader = new RawClient(losing.port())) {
            losing.inject(FaultSchedule.at(RequestKind.GET, 1, Fault.loseAnswer()));

            reader.send(GET);

            assertThat(reader.receiveAll()).isEqualTo(new Received("", Ending.RESET));
            assertThat(server.heard()).isEqualTo(GET);
        }
    }

    @Test
    void leaveToSendABodyIsNotTheAnswerThatIsLost() throws Exception {
        front.inject(FaultSchedule.at(RequestKind.PUT, 1, Fault.loseAnswer()));
        client.send("PUT /b/k HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
        client.receiveUntil("\r\n\r\n");

        client.send("body");

        assertThat(client.receiveAll()).isEqualTo(new Received("", Ending.RESET));
        assertThat(store.objects()).containsOnlyKeys("/b/k");
    }

    @Test
    void bandwidthLimitsBothDirections() throws Exception {
        byte[] body = new byte[100_000];
        store.objects().put("/b/k", body);
        front.inject(FaultSchedule.from(RequestKind.PUT, 1, Fault.bandwidth(400_000))
                .and(FaultSchedule.from(RequestKind.GET, 1, Fault.bandwidth(400_000))));
        long start = System.nanoTime();

        client.send("PUT /b/k HTTP/1.1\r\nContent-Length: 100000\r\n\r\n");
        client.send(body);
        client.receiveUntil("\r\n\r\n");
        long put = System.nanoTime();
        assertThat(millis(start)).isBetween(200L, 5_000L);

        client.send(GET);
        client.receiveUntil("\r\n\r\n");
        assertThat(client.receive(body.length)).hasSize(body.length);
        assertThat(millis(put)).isBetween(200L, 5_000L);
    }

    @Test
    void limitOfDataClosesTheConnectionAfterSoManyBytesOfTheAnswer() throws Exception {
        store.objects().put("/b/k", new byte[10_000]);
        front.inject(FaultSchedule.at(RequestKind.GET, 1, Fault.limitData(1000)));

        client.send(GET);

        Received received = client.receiveAll();
        assertThat(received.text()).hasSize(1000);
        assertThat(received.ending()).isEqualTo(Ending.CLOSE);
    }

    @Test
    void limitOfDataClosesTheConnectionAfterSoManyBytesOfTheRequest() throws Exception {
        front.inject(FaultSchedule.at(RequestKind.PUT, 1, Fault.limitData(1000)));
        String head = "PUT /b/k HTTP/1.1\r\nContent-Length: 2000\r\n\r\n";

        client.send(head + "x".repeat(2000));

        assertThat(client.receiveAll()).isEqualTo(new Received("", Ending.CLOSE));
        assertThat(store.objects()).isEmpty();
        assertThat(observed().requestBytes()).isEqualTo(1000 - head.length());
    }

    @Test
    void slowCloseHidesThatTheServerClosedTheConnection() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\n1";
        try (RecordingServer server = new RecordingServer(new Step("\r\n\r\n", answer));
                FaultFront slow = FaultFront.s3(server.endpoint());
                RawClient reader = new RawClient(slow.port())) {
            slow.inject(FaultSchedule.at(RequestKind.GET, 1, Fault.slowClose(Duration.ofMillis(300))));
            reader.send(GET);
            assertThat(reader.receive(answer.length())).isEqualTo(answer);
            long start = System.nanoTime();

            assertThat(reader.receiveAll()).isEqualTo(new Received("", Ending.CLOSE));
            assertThat(millis(start)).isGreaterThanOrEqualTo(250);
        }
    }

    @Test
    void connectionsCanBeResetAtAnyMoment() throws Exception {
        front.inject(FaultSchedule.at(RequestKind.PUT, 1, Fault.stall()));
        client.send(PUT);
        await().until(() -> front.count(RequestKind.PUT) == 1);

        front.resetConnections();

        assertThat(client.receiveAll()).isEqualTo(new Received("", Ending.RESET));
        assertThat(front.openConnections()).isZero();
    }

    @Test
    void otherRequestsPassUnharmed() throws Exception {
        front.inject(FaultSchedule.at(RequestKind.PUT, 2, Fault.reset()));

        client.send(PUT);

        assertThat(client.receiveUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
        assertThat(observed().fault()).isEmpty();
        assertThat(observed().requestId()).contains("OF-THE-STORE");
        assertThat(observed().requestBytes()).isEqualTo(4);
    }
}
