package dev.pgexport.snapshot.internal.rds;

import dev.pgexport.api.ExportException;
import dev.pgexport.aws.AwsClients;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.RdsClientBuilder;

/** Calls RDS; what fails is an {@link ExportException}, an interrupt is one. Thread-safe. */
public final class RdsCalls implements AutoCloseable {
    private final RdsClient client;
    private final String region;

    private RdsCalls(RdsClient client, String region) {
        this.client = client;
        this.region = region;
    }

    /** @param endpoint of RDS, when it is not that of all services */
    public static RdsCalls open(AwsClients clients, Optional<URI> endpoint) {
        RdsClientBuilder builder = clients.configure(RdsClient.builder());
        endpoint.ifPresent(builder::endpointOverride);
        return new RdsCalls(builder.build(), clients.region().id());
    }

    /** @param action to follow "cannot" */
    <T> T call(String action, Function<RdsClient, T> call) throws InterruptedException {
        try {
            return call.apply(client);
        } catch (SdkException e) {
            throw failure(e, action);
        }
    }

    /** Ask for something that need not be there. */
    <T> Optional<T> find(String action, Function<RdsClient, T> call) throws InterruptedException {
        try {
            return Optional.of(call.apply(client));
        } catch (SdkException e) {
            if (RdsErrors.isMissing(e)) {
                return Optional.empty();
            }
            throw failure(e, action);
        }
    }

    /**
     * Make something whose name is ours alone; that it is there already is no failure.
     *
     * @return whether this very request made it
     */
    boolean make(String action, Function<RdsClient, ?> call) throws InterruptedException {
        try {
            Object unused = call.apply(client);
            return true;
        } catch (SdkException e) {
            if (!RdsErrors.isThere(e)) {
                throw failure(e, action);
            }
            return false;
        }
    }

    ExportException failure(SdkException failure, String action) throws InterruptedException {
        if (Thread.interrupted() || failure instanceof AbortedException) {
            InterruptedException interrupted = new InterruptedException("interrupted: cannot " + action);
            interrupted.initCause(failure);
            throw interrupted;
        }
        return RdsFailure.of(failure, action, region);
    }

    public String region() {
        return region;
    }

    @Override
    public void close() {
        client.close();
    }
}
