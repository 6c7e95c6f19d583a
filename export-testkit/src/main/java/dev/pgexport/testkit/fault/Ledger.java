package dev.pgexport.testkit.fault;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts requests, gives each the fault that is meant for it, and remembers them all. Thread-safe. */
final class Ledger {
    private final Map<RequestKind, Long> counts = new EnumMap<>(RequestKind.class);
    private final List<Exchange> exchanges = new ArrayList<>();
    private FaultSchedule schedule = FaultSchedule.none();

    /** Forget everything, and count from 1. */
    synchronized void restart(FaultSchedule with) {
        schedule = with;
        counts.clear();
        exchanges.clear();
    }

    synchronized Exchange begin(RequestKind kind, String bucket, String key) {
        long number = counts.merge(kind, 1L, Long::sum);
        Exchange exchange = new Exchange(kind, number, bucket, key, schedule.fault(kind, number));
        exchanges.add(exchange);
        return exchange;
    }

    synchronized List<ObservedRequest> observed() {
        return exchanges.stream().map(Exchange::observed).toList();
    }

    synchronized long count(RequestKind kind) {
        return counts.getOrDefault(kind, 0L);
    }
}
