package dev.pgexport.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultFrontTest {
    private MemoryStore store;
    private FaultFront front;

    @BeforeEach
    void start() throws IOException {
        store = new MemoryStore();
        front = FaultFront.s3(store.endpoint());
    }

    @AfterEach
    void stop() {
        front.close();
        store.close();
    }

    private String status(String request) throws IOException {
        try (RawClient client = new RawClient(front.port())) {
            client.send(request);
            return client.receiveUntil("\r\n").strip();
        }
    }

    private static String put(String key) {
        return "PUT /b/" + key + " HTTP/1.1\r\nContent-Length: 1\r\n\r\n.";
    }

    @Test
    void ofManyRequestsAtTheSameTimeExactlyTheNthMeetsItsFault() throws Exception {
        front.inject(FaultSchedule.at(RequestKind.PUT, 50, Fault.slowDown())
                .and(FaultSchedule.from(RequestKind.PUT, 191, Fault.internalError())));
        ExecutorService threads = Executors.newFixedThreadPool(16);

        List<Future<String>> answers;
        try {
            answers = threads.invokeAll(IntStream.range(0, 200)
                    .<Callable<String>>mapToObj(i -> () -> status(put("key-" + i)))
                    .toList());
        } finally {
            threads.shutdown();
        }

        assertThat(answers)
                .extracting(Future::get)
                .filteredOn(answer -> answer.contains(" 503 "))
                .hasSize(1);
        assertThat(answers)
                .extracting(Future::get)
                .filteredOn(answer -> answer.contains(" 500 "))
                .hasSize(10);
        assertThat(store.objects()).hasSize(189);
        assertThat(front.requests())
                .extracting(ObservedRequest::number)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 200).boxed().toList());
        assertThat(front.requests())
                .filteredOn(request -> request.fault().isEmpty())
                .extracting(request -> "/b/" + request.key())
                .containsExactlyInAnyOrderElementsOf(store.objects().keySet());
    }

    @Test
    void everyKindIsCountedForItself() throws Exception {
        status(put("1"));
        status("GET /b/1 HTTP/1.1\r\n\r\n");
        status(put("2"));

        assertThat(front.count(RequestKind.PUT)).isEqualTo(2);
        assertThat(front.count(RequestKind.GET)).isEqualTo(1);
        assertThat(front.count(RequestKind.HEAD)).isZero();
        assertThat(front.requests())
                .extracting(ObservedRequest::kind)
                .containsExactly(RequestKind.PUT, RequestKind.GET, RequestKind.PUT);
    }

    @Test
    void newScheduleCountsFromOneAgain() throws Exception {
        status(put("1"));

        front.inject(FaultSchedule.at(RequestKind.PUT, 1, Fault.slowDown()));

        assertThat(front.requests()).isEmpty();
        assertThat(status(put("2"))).contains("503");
        assertThat(status(put("3"))).contains("200");
    }

    @Test
    void whatIsObservedHoldsNoSecret() throws Exception {
        status("PUT /b/k?X-Amz-Signature=hush&X-Amz-Security-Token=hush HTTP/1.1\r\n"
                + "Authorization: hush\r\nx-amz-security-token: hush\r\nContent-Length: 4\r\n\r\nhush");

        assertThat(front.requests()).hasSize(1);
        assertThat(front.requests().toString()).doesNotContain("hush");
    }

    @Test
    void whatIsObservedDoesNotChangeAfterwards() throws Exception {
        List<ObservedRequest> before = front.requests();

        status(put("1"));

        assertThat(before).isEmpty();
        assertThatThrownBy(() -> front.requests().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void connectionsAreCountedWhileTheyAreOpen() throws Exception {
        try (RawClient client = new RawClient(front.port());
                RawClient other = new RawClient(front.port())) {
            await().until(() -> front.openConnections() == 2);
            client.close();
            await().until(() -> front.openConnections() == 1);
            other.close();
            await().until(() -> front.openConnections() == 0);
        }
    }

    @Test
    void closedFrontLeavesNeitherThreadsNorConnections() throws Exception {
        RawClient idle = new RawClient(front.port());
        RawClient answered = new RawClient(front.port());
        RawClient stalled = new RawClient(front.port());
        try (idle;
                answered;
                stalled) {
            front.inject(FaultSchedule.at(RequestKind.GET, 1, Fault.stall()));
            answered.send(put("k"));
            answered.receiveUntil("\r\n\r\n");
            stalled.send("GET /b/k HTTP/1.1\r\n\r\n");
            await().until(() -> front.count(RequestKind.GET) == 1 && front.openConnections() == 3);
            int port = front.port();

            front.close();

            // A thread that has ended its work takes a moment to be gone.
            await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("fault-front-" + port + "-")));
            assertThat(List.of(idle, answered, stalled))
                    .allSatisfy(
                            client -> assertThat(client.receiveAll().ending()).isEqualTo(Ending.RESET));
            assertThat(front.openConnections()).isZero();
            assertThatThrownBy(() -> new RawClient(port)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void frontListensOnLoopbackOnly() {
        assertThat(front.endpoint()).isEqualTo(URI.create("http://127.0.0.1:" + front.port()));
    }

    @Test
    void endpointThatIsEncryptedIsRefused() {
        assertThatThrownBy(() -> FaultFront.s3(URI.create("https://127.0.0.1:1")))
                .hasMessage("the endpoint of a server is http://host:port: https://127.0.0.1:1");
    }
}
