package dev.pgexport.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.testkit.fault.RecordingServer.Step;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A front without a schedule changes no byte, in either direction. */
@Timeout(60)
class FaultFrontForwardingTest {
    private static final String EMPTY = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private static void passes(String request, String answer) throws Exception {
        try (RecordingServer server = new RecordingServer(new Step(request, answer));
                FaultFront front = FaultFront.s3(server.endpoint());
                RawClient client = new RawClient(front.port())) {
            client.send(request);

            assertThat(client.receive(answer.length())).isEqualTo(answer);
            assertThat(server.heard()).isEqualTo(request);
        }
    }

    @Test
    void headersPassAsTheyAreWritten() throws Exception {
        passes(
                "PUT /b/%7e/a+b%2F?x=&y HTTP/1.1\r\nhost:  other.example:1 \r\nX-Twice: 1\r\nx-twice: 2\r\n"
                        + "Authorization: AWS4-HMAC-SHA256 x\r\ncontent-LENGTH:3\r\n\r\nabc",
                "HTTP/1.1 200 Very  fine\r\neTag:\"x\"\r\nX-Empty:\r\ncontent-length: 2\r\n\r\n\u00e4\n");
    }

    @Test
    void chunksPassAsTheyAreCut() throws Exception {
        passes(
                "PUT /b/k HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n00A\r\n0123456789\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n1\r\na\r\n0\r\nx-trailer: 1\r\n\r\n");
    }

    @Test
    void signedChunksPassAsTheyAreSigned() throws Exception {
        String body = "3;chunk-signature=abc\r\nabc\r\n0;chunk-signature=def\r\nx-amz-checksum-crc32c:AAAAAA==\r\n\r\n";
        passes(
                "PUT /b/k HTTP/1.1\r\nContent-Encoding: aws-chunked\r\nx-amz-decoded-content-length: 3\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body,
                EMPTY);
    }

    @Test
    void headHasALengthButNoBody() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n";
        try (RecordingServer server = new RecordingServer(
                        new Step("\r\n\r\n", answer), new Step("GET", ""), new Step("\r\n\r\n", EMPTY));
                FaultFront front = FaultFront.s3(server.endpoint());
                RawClient client = new RawClient(front.port())) {
            client.send("HEAD /b/k HTTP/1.1\r\n\r\n");
            assertThat(client.receive(answer.length())).isEqualTo(answer);

            client.send("GET /b/k HTTP/1.1\r\n\r\n");
            assertThat(client.receive(EMPTY.length())).isEqualTo(EMPTY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"204 No Content", "304 Not Modified"})
    void statusWithoutABodyIsFollowedByTheNextAnswer(String status) throws Exception {
        String answer = "HTTP/1.1 " + status + "\r\nETag: x\r\n\r\n";
        try (RecordingServer server = new RecordingServer(new Step("\r\n\r\n", answer), new Step("\r\n\r\n", EMPTY));
                FaultFront front = FaultFront.s3(server.endpoint());
                RawClient client = new RawClient(front.port())) {
            client.send("GET /b/1 HTTP/1.1\r\n\r\n");
            assertThat(client.receive(answer.length())).isEqualTo(answer);

            client.send("GET /b/2 HTTP/1.1\r\n\r\n");
            assertThat(client.receive(EMPTY.length())).isEqualTo(EMPTY);
            assertThat(server.heard()).isEqualTo("GET /b/1 HTTP/1.1\r\n\r\nGET /b/2 HTTP/1.1\r\n\r\n");
            assertThat(front.requests()).extracting(ObservedRequest::key).containsExactly("1", "2");
        }
    }

    @Test
    void requestsThatAreSentAtOnceAreAnsweredInOrder() throws Exception {
        String first = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n";
        String second = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n2";
        try (RecordingServer server = new RecordingServer(new Step("\r\n\r\n", first), new Step("\r\n\r\n", second));
                FaultFront front = FaultFront.s3(server.endpoint());
                RawClient client = new RawClient(front.port())) {
            client.send("HEAD /b/1 HTTP/1.1\r\n\r\nGET /b/2 HTTP/1.1\r\n\r\n");

            assertThat(client.receive(first.length() + second.length())).isEqualTo(first + second);
            assertThat(front.requests())
                    .extracting(ObservedRequest::answerBytes)
                    .containsExactly(0L, 1L);
        }
    }

    @Test
    void leaveToSendABodyIsTheServersToGive() throws Exception {
        String leave = "HTTP/1.1 100 Continue\r\n\r\n";
        try (RecordingServer server = new RecordingServer(new Step("\r\n\r\n", leave), new Step("abc", EMPTY));
                FaultFront front = FaultFront.s3(server.endpoint());
                RawClient client = new RawClient(front.port())) {
            client.send("PUT /b/k HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            assertThat(client.receive(leave.length())).isEqualTo(leave);

            client.send("abc");
            assertThat(client.receive(EMPTY.length())).isEqualTo(EMPTY);
        }
    }

    @Test
    void answerThatComesBeforeTheBodyIsSentReachesTheClientThatStillSends() throws Exception {
        String answer = "HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno";
        try (RecordingServer server = new RecordingServer(new Step("\r\n\r\n", answer));
                FaultFront front = FaultFront.s3(server.endpoint());
                RawClient client = new RawClient(front.port())) {
            client.send("PUT /b/k HTTP/1.1\r\nContent-Length: 20000004\r\n\r\nsome");
            server.heard();
            // More than the buffers between here and there hold.
            for (int i = 0; i < 20; i++) {
                client.send(new byte[1_000_000]);
            }

            assertThat(client.receiveAll()).isEqualTo(new RawClient.Received(answer, Ending.CLOSE));
        }
    }

    @Test
    void connectionThatTheServerClosesIsClosedForTheClient() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\n\r\nuntil the end";
        try (RecordingServer server = new RecordingServer(new Step("\r\n\r\n", answer));
                FaultFront front = FaultFront.s3(server.endpoint());
                RawClient client = new RawClient(front.port())) {
            client.send("GET /b/k HTTP/1.1\r\n\r\n");

            assertThat(client.receiveAll()).isEqualTo(new RawClient.Received(answer, Ending.CLOSE));
        }
    }

    @Test
    void largeBodiesPassBothWays() throws Exception {
        byte[] body = new byte[20_000_000];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) (i * 31 + i / 256);
        }
        try (MemoryStore store = new MemoryStore();
                FaultFront front = FaultFront.s3(store.endpoint());
                RawClient client = new RawClient(front.port())) {
            client.send("PUT /b/k HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n\r\n");
            client.send(body);
            client.receiveUntil("\r\n\r\n");
            assertThat(store.objects()).containsOnlyKeys("/b/k");
            assertThat(store.objects().get("/b/k")).isEqualTo(body);

            client.send("GET /b/k HTTP/1.1\r\nHost: x\r\n\r\n");
            client.receiveUntil("\r\n\r\n");
            assertThat(client.receive(body.length).getBytes(StandardCharsets.ISO_8859_1))
                    .isEqualTo(body);
        }
    }

    @Test
    void serverThatIsNotThereIsSeenAsALostConnection() throws Exception {
        RecordingServer server = new RecordingServer();
        server.close();
        try (FaultFront front = FaultFront.s3(server.endpoint());
                RawClient client = new RawClient(front.port())) {
            client.send("GET /b/k HTTP/1.1\r\n\r\n");

            assertThat(client.receiveAll()).isEqualTo(new RawClient.Received("", Ending.RESET));
        }
    }
}
