package dev.pgexport.testkit.fault;

import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A request and its answer, while they pass. Thread-safe. */
final class Exchange {
    private static final int NO_STATUS = 0;

    private final RequestKind kind;
    private final long number;
    private final String bucket;
    private final String key;
    private final Optional<Fault> fault;
    private final AtomicReference<@Nullable Gate> request = new AtomicReference<>();
    private final AtomicReference<@Nullable Gate> answer = new AtomicReference<>();
    private volatile int status = NO_STATUS;
    private volatile Optional<String> requestId = Optional.empty();

    Exchange(RequestKind kind, long number, String bucket, String key, Optional<Fault> fault) {
        this.kind = kind;
        this.number = number;
        this.bucket = bucket;
        this.key = key;
        this.fault = fault;
    }

    /** Return an id for an answer that the front makes up, which says so. */
    String newRequestId() {
        return "FRONT-" + kind + "-" + number;
    }

    Conduct conduct() {
        return fault.map(Fault::conduct).orElse(Conduct.FAITHFUL);
    }

    /** Return where the request is to be written. */
    Gate requestGate(Link link, OutputStream target, int head, OptionalLong body) {
        return gate(request, conduct().request(), link, target, head, body);
    }

    /** Return where the answer is to be written. */
    Gate answerGate(Link link, OutputStream target, int head, OptionalLong body) {
        return gate(answer, conduct().answer(), link, target, head, body);
    }

    private Gate gate(
            AtomicReference<@Nullable Gate> direction,
            Passage passage,
            Link link,
            OutputStream target,
            int head,
            OptionalLong body) {
        Gate gate = new Gate(target, passage, new Pace(link, conduct().bytesPerSecond()), head, body);
        direction.set(gate);
        return gate;
    }

    void answered(int with) {
        status = with;
    }

    /** Say as what the client knows this request. */
    void identified(String as) {
        requestId = Optional.of(as);
    }

    ObservedRequest observed() {
        return new ObservedRequest(
                kind,
                number,
                bucket,
                key,
                fault,
                status == NO_STATUS ? OptionalInt.empty() : OptionalInt.of(status),
                requestId,
                bodyBytes(request.get()),
                bodyBytes(answer.get()));
    }

    private static long bodyBytes(@Nullable Gate gate) {
        return gate == null ? 0 : gate.bodyBytes();
    }
}
