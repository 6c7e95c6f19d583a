package dev.pgexport.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrandTest {
    private final Background background = new Background(1, Duration.ofMillis(50));

    @AfterEach
    void close() {
        Thread.interrupted();
        background.close();
    }

    @Test
    void theResultIsThatOfTheWork() {
        assertThat(background.complete(() -> 42)).isEqualTo(42);
    }

    @Test
    void theFailureIsThatOfTheWork() {
        IllegalStateException failure = new IllegalStateException("work");

        assertThatThrownBy(() -> background.complete(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void anInterruptedThreadHasItsWorkDoneAndIsInterruptedStill() {
        Thread.currentThread().interrupt();

        assertThat(background.complete(() -> Thread.currentThread().isInterrupted()))
                .isFalse();

        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void workThatTakesTooLongIsStoppedAndWaitedFor() {
        AtomicBoolean stopped = new AtomicBoolean();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> background.complete(() -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        stopped.set(true);
                        throw new IllegalStateException("stopped", e);
                    }
                    return 0;
                }))
                .hasMessage("stopped");

        assertThat(stopped).isTrue();
    }
}
