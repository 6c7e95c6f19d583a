package dev.pgexport.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.CancellationToken.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationTest {
    private final Cancellation cancellation = new Cancellation();
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void itStartsUncancelled() {
        assertThat(cancellation.isCancelled()).isFalse();
        assertThat(cancellation.reason()).isEmpty();
    }

    @Test
    void itStaysCancelledForTheFirstReason() {
        cancellation.cancel("SIGTERM");
        cancellation.cancel("SIGINT");

        assertThat(cancellation.isCancelled()).isTrue();
        assertThat(cancellation.reason()).contains("SIGTERM");
    }

    @Test
    void anActionRunsOnce() {
        cancellation.onCancel(calls::incrementAndGet);

        cancellation.cancel("SIGTERM");
        cancellation.cancel("SIGTERM");

        assertThat(calls).hasValue(1);
    }

    @Test
    void anActionThatComesLateRunsAtOnce() {
        cancellation.cancel("SIGTERM");

        cancellation.onCancel(calls::incrementAndGet);

        assertThat(calls).hasValue(1);
    }

    @Test
    void aClosedRegistrationDoesNotRun() {
        Registration registration = cancellation.onCancel(calls::incrementAndGet);
        registration.close();
        registration.close();

        cancellation.cancel("SIGTERM");

        assertThat(calls).hasValue(0);
    }

    @Test
    void theSameActionMayWaitTwice() {
        Runnable action = calls::incrementAndGet;
        Registration first = cancellation.onCancel(action);
        cancellation.onCancel(action);
        first.close();

        cancellation.cancel("SIGTERM");

        assertThat(calls).hasValue(1);
    }

    @Test
    void anActionThatThrowsDoesNotKeepOthersFromRunning() {
        cancellation.onCancel(() -> {
            throw new IllegalStateException("defect");
        });
        cancellation.onCancel(calls::incrementAndGet);

        assertThatThrownBy(() -> cancellation.cancel("SIGTERM")).hasMessage("defect");
        assertThat(calls).hasValue(1);
    }

    @Test
    void everyActionRunsOnceWhenManyThreadsCancelAndRegister() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            boolean cancels = i % 4 == 0;
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    return;
                }
                if (cancels) {
                    cancellation.cancel("SIGTERM");
                } else {
                    cancellation.onCancel(calls::incrementAndGet);
                }
            });
            thread.start();
            threads.add(thread);
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(calls).hasValue(12);
    }
}
