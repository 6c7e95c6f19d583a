package dev.pgexport.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendingTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Sending sending = new Sending();
    private final AtomicInteger ended = new AtomicInteger();
    private final CountDownLatch go = new CountDownLatch(1);

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private void start(Runnable work) {
        sending.start(threads, work, ended::incrementAndGet);
    }

    private void waitForGo() {
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("stopped", e);
        }
    }

    @Test
    void theWaitEndsWithTheLast() throws Exception {
        for (int i = 0; i < 10; i++) {
            start(() -> {});
        }

        sending.await();

        await().untilAsserted(() -> assertThat(ended).hasValue(10));
        assertThat(sending.running()).isZero();
    }

    @Test
    void theFirstFailureIsTheOneThatCountsAndEndsTheOthers() {
        IllegalStateException failure = new IllegalStateException("the part");
        start(this::waitForGo);
        start(() -> {
            throw failure;
        });

        assertThatThrownBy(sending::await).isSameAs(failure);
        assertThat(sending.failure()).contains(failure);
        assertThat(sending.running()).isZero();
    }

    @Test
    void whatWaitsForAThreadIsNotBegunAfterACancellationButEnds() {
        AtomicInteger begun = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            start(() -> {
                begun.incrementAndGet();
                waitForGo();
            });
        }
        await().untilAsserted(() -> assertThat(begun).hasValue(2));

        sending.cancel();
        sending.awaitEnd();

        assertThat(begun).hasValue(2);
        await().untilAsserted(() -> assertThat(ended).hasValue(10));
    }

    @Test
    void anErrorIsAFailureToo() {
        start(() -> {
            throw new OutOfMemoryError("of the part");
        });

        assertThatThrownBy(sending::await).hasRootCauseMessage("of the part");
    }

    @Test
    void whatNoThreadTakesHasEnded() {
        threads.shutdownNow();

        assertThatThrownBy(() -> start(() -> {})).isInstanceOf(RuntimeException.class);

        assertThat(sending.running()).isZero();
        assertThat(ended).hasValue(1);
    }
}
