package dev.pgexport.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final int THREADS = 8;
    private static final int REQUESTS = 20_000;

    @Test
    void everyNumberIsGivenOnceHoweverManyAskAtTheSameTime() throws Exception {
        Ledger ledger = new Ledger();
        Callable<Void> requests = () -> {
            for (int i = 0; i < REQUESTS; i++) {
                ledger.begin(RequestKind.PUT, "b", "k");
            }
            return null;
        };
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<Void> done : threads.invokeAll(Collections.nCopies(THREADS, requests))) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }

        List<Long> numbers =
                ledger.observed().stream().map(ObservedRequest::number).toList();
        assertThat(numbers)
                .isEqualTo(LongStream.rangeClosed(1, THREADS * (long) REQUESTS)
                        .boxed()
                        .toList());
        assertThat(ledger.count(RequestKind.PUT)).isEqualTo(THREADS * (long) REQUESTS);
    }
}
