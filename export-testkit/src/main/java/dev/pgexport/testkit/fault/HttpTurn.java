package dev.pgexport.testkit.fault;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One request on a connection of HTTP, between the thread that reads it and the thread that reads its answer. */
final class HttpTurn {
    private final RequestHead request;
    private final Exchange exchange;
    private final CountDownLatch read = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);

    HttpTurn(RequestHead request, Exchange exchange) {
        this.request = request;
        this.exchange = exchange;
    }

    RequestHead request() {
        return request;
    }

    Exchange exchange() {
        return exchange;
    }

    /** Say that nothing more of the request will be read. */
    void requestRead() {
        read.countDown();
    }

    /** Say that nothing more will be answered. */
    void answered() {
        answered.countDown();
    }

    /** Wait for the end of the request, for at most {@link Peer#LINGER}. */
    void awaitRequest() {
        try {
            if (!read.await(Peer.LINGER.toMillis(), TimeUnit.MILLISECONDS)) {
                // Whoever sends for longer than that finds the connection reset, as with any server.
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void awaitAnswer() {
        try {
            answered.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
