package dev.pgexport.s3;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Counts how often the SDK sent a request: what it sent twice, the server may have done twice. */
final class Attempts implements ExecutionInterceptor {
    static final ExecutionAttribute<AtomicInteger> COUNT = new ExecutionAttribute<>("pgexport.attempts");

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        Optional.ofNullable(attributes.getAttribute(COUNT)).ifPresent(AtomicInteger::incrementAndGet);
    }
}
