package dev.pgexport.s3;

import dev.pgexport.api.Sink;
import dev.pgexport.aws.AwsClients;
import dev.pgexport.aws.Integrity;
import java.time.Duration;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts together what a sink works with. */
final class Opening {
    /** How long an interrupted run waits for a request that may just be answered. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** Leaves a thousand numbers, of up to 5 GiB each, for what follows: see {@link ObjectUpload}. */
    static final int DIRECT_PARTS = PartPlan.MAXIMAL_PARTS - 1100;

    private Opening() {}

    static Sink sink(S3Settings settings, S3Location location) {
        return sink(settings, location, DIRECT_PARTS, PartPlan.MAXIMAL_PART);
    }

    /** Open a sink whose limits are lower than S3's: visible for tests, which have no terabytes. */
    static Sink sink(S3Settings settings, S3Location location, int direct, long greatestCopy) {
        AwsClients clients = AwsClients.open(settings.aws());
        RequestCount requests = new RequestCount();
        Bucket bucket = new Bucket(client(clients, settings, requests), location.bucket(), settings);
        int bufferSize = Math.toIntExact(settings.partSize().bytes());
        int buffers = Math.toIntExact(
                Math.min(Integer.MAX_VALUE, settings.bufferMemory().bytes() / bufferSize));
        Uploads uploads = new Uploads(
                bucket,
                location,
                new BufferPool(bufferSize, buffers),
                new Background(settings.uploads(), GRACE),
                new PartPlan(bufferSize, (long) Math.max(1, buffers / 2) * bufferSize),
                direct,
                greatestCopy,
                new Lookup(bucket));
        Listing listing = new Listing(bucket, location);
        Holds holds = new Holds(uploads, listing);
        Claims claims = new Claims(uploads, listing, new OpenUploads(bucket, location), holds, settings.heartbeat());
        return new S3Sink(uploads, listing, claims, holds, requests, () -> {
            bucket.close();
            clients.close();
        });
    }

    static S3Client client(AwsClients clients, S3Settings settings, RequestCount requests) {
        boolean checksums = settings.aws().integrity() == Integrity.WHEN_SUPPORTED;
        var builder = clients.configure(S3Client.builder())
                .forcePathStyle(settings.aws().effectivePathStyle())
                .requestChecksumCalculation(
                        checksums
                                ? RequestChecksumCalculation.WHEN_SUPPORTED
                                : RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(
                        checksums
                                ? ResponseChecksumValidation.WHEN_SUPPORTED
                                : ResponseChecksumValidation.WHEN_REQUIRED);
        ClientOverrideConfiguration watching = builder.overrideConfiguration().toBuilder()
                .addExecutionInterceptor(new Attempts())
                .addExecutionInterceptor(new BrokenAnswers())
                .addExecutionInterceptor(requests)
                .build();
        return builder.overrideConfiguration(watching).build();
    }
}
