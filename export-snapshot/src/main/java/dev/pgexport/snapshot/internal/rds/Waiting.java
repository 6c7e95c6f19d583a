package dev.pgexport.snapshot.internal.rds;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.time.Duration;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.waiters.RdsWaiter;

/** Waits as the SDK does, which knows the states that nothing good comes after. */
final class Waiting {
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private Waiting() {}

    static WaiterOverrideConfiguration within(Duration atMost, Duration interval) {
        Duration first = FIRST.compareTo(interval) < 0 ? FIRST : interval;
        return WaiterOverrideConfiguration.builder()
                .waitTimeout(atMost)
                .maxAttempts(NO_LIMIT)
                .backoffStrategyV2(BackoffStrategy.exponentialDelayHalfJitter(first, interval))
                .build();
    }

    /**
     * Wait.
     *
     * @param what for, as in {@code the snapshot x to be available}
     */
    static void await(RdsCalls calls, String what, Function<RdsWaiter, ?> wait) throws InterruptedException {
        calls.call("wait for " + what, client -> {
            try (RdsWaiter waiter = waiter(client)) {
                return wait.apply(waiter);
            } catch (SdkClientException e) {
                // The waiter says so when its time is over and when the state is one to give up at; an interrupt is
                // kept.
                if (Thread.currentThread().isInterrupted() || !isVerdict(e)) {
                    throw e;
                }
                throw new ExportException(Kind.UNAVAILABLE, "waited in vain for " + what + ": " + e.getMessage(), e)
                        .withAdvice("perhaps look at its events in RDS, or raise --snapshot-max-duration");
            }
        });
    }

    private static boolean isVerdict(SdkException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("waiter") || message.contains("Waiter") || message.contains("wait timeout");
    }

    private static RdsWaiter waiter(RdsClient client) {
        return RdsWaiter.builder().client(client).build();
    }
}
