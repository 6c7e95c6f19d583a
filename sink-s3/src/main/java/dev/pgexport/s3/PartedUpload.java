package dev.pgexport.s3;

import dev.pgexport.api.ExportException;
import dev.pgexport.aws.AwsFailure;
import dev.pgexport.s3.Doubt.Written;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32C;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * One multipart upload from its beginning to its end, whichever that is. For one thread; others send its parts, and what
 * they send comes back to the pool before a part counts as done.
 */
final class PartedUpload implements AutoCloseable {
    private final Uploads uploads;
    private final String key;
    private final String write;
    private final UploadId id;
    private final Sending sending = new Sending();
    private final ConcurrentLinkedQueue<CompletedPart> done = new ConcurrentLinkedQueue<>();
    private final CRC32C crc = new CRC32C();
    private long bytes;
    private int numbers;
    private boolean ended;

    private PartedUpload(Uploads uploads, String key, String write, UploadId id) {
        this.uploads = uploads;
        this.key = key;
        this.write = write;
        this.id = id;
    }

    static PartedUpload begin(Uploads uploads, String key) {
        String write = UUID.randomUUID().toString();
        UploadId id = uploads.background().complete(() -> UploadId.create(uploads, key, write));
        return new PartedUpload(uploads, key, write, id);
    }

    String key() {
        return key;
    }

    /** Return how many part numbers are used. */
    int numbers() {
        return numbers;
    }

    /** Return how many bytes its parts have. */
    long bytes() {
        return bytes;
    }

    /** Return how many parts are on their way. */
    int running() {
        return sending.running();
    }

    /** @throws RuntimeException when a part has failed */
    void check() {
        sending.failure().ifPresent(failure -> {
            throw failure;
        });
    }

    /** Send a part, by another thread. */
    void send(List<ByteBuffer> filled) {
        int number = ++numbers;
        filled.forEach(ByteBuffer::flip);
        Bytes part = new Bytes(filled);
        part.buffers().forEach(buffer -> crc.update(buffer.duplicate()));
        bytes += part.length();
        sending.start(
                uploads.background().parts(),
                () -> sendNow(number, part),
                () -> uploads.pool().release(part.buffers()));
    }

    private void sendNow(int number, Bytes part) {
        try {
            done.add(uploads.bucket().send(key, id.value(), number, part));
        } catch (SdkException e) {
            throw AwsFailure.of(e, "send part " + number + " of " + shown());
        }
    }

    /** Have the server make a range of an object the next part. */
    void append(CopySource source, long first, long length) {
        int number = ++numbers;
        bytes += length;
        done.add(uploads.background().complete(() -> {
            try {
                return uploads.bucket().copyPart(key, id.value(), number, source, first, first + length - 1);
            } catch (SdkException e) {
                throw AwsFailure.of(
                        e,
                        "copy s3://" + source.bucket() + "/" + source.key() + " to part " + number + " of " + shown());
            }
        }));
    }

    private String shown() {
        return uploads.location().shown(key);
    }

    /**
     * Make the parts an object, once all have arrived.
     *
     * @param whole the checksum of all bytes; empty when nobody here has seen them
     * @return the object as the storage has it
     * @throws ExportException of kind CONFLICT when a condition does not hold
     */
    Stored finish(Optional<Crc> whole, Condition condition) throws InterruptedException {
        sending.await();
        Stored stored = uploads.background().complete(() -> assemble(whole, condition));
        ended = true;
        return stored;
    }

    /** Return the checksum of what was sent from here. */
    Crc crc() {
        return new Crc((int) crc.getValue());
    }

    private Stored assemble(Optional<Crc> whole, Condition condition) {
        List<CompletedPart> parts = done.stream()
                .sorted(Comparator.comparing(CompletedPart::partNumber))
                .toList();
        Written written = new Written(key, write, bytes, Etag.of(parts));
        try {
            var response = uploads.bucket().assemble(key, id.value(), parts, bytes, whole, condition);
            return new Arrival(uploads, key)
                    .confirm(
                            new Stored(
                                    bytes,
                                    Stored.serverTime(response.sdkHttpResponse()),
                                    String.valueOf(response.eTag()),
                                    Crc.ofBytes(response.checksumCRC32C())),
                            whole,
                            true);
        } catch (SdkException e) {
            if (S3Failure.isUnknownToServer(e) && !condition.equals(Condition.NONE)) {
                // The caller has looked whether there is one: this is as much as such a server can do.
                return assemble(whole, Condition.NONE);
            }
            ExportException failure = Arrival.failure(e, condition, "complete the upload of " + shown());
            if (!S3Failure.leavesDoubt(e)) {
                throw failure;
            }
            return afterDoubt(written, failure);
        }
    }

    /** Once the upload is surely over, the object is there or it is not. */
    private Stored afterDoubt(Written written, ExportException failure) {
        Optional<Stored> arrived = uploads.doubt().resolve(written);
        if (arrived.isPresent()) {
            return arrived.get();
        }
        try {
            id.abort();
        } catch (ExportException e) {
            failure.addSuppressed(e);
            throw failure;
        }
        ended = true;
        return uploads.doubt().resolve(written).orElseThrow(() -> failure);
    }

    /** Unless it is finished: stop all threads, wait for them, abort the upload and see that it is gone. */
    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        sending.cancel();
        sending.awaitEnd();
        uploads.background().complete(() -> {
            id.abort();
            return true;
        });
    }
}
