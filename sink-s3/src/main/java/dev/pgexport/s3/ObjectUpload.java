package dev.pgexport.s3;

import dev.pgexport.api.ObjectName;
import dev.pgexport.aws.AwsFailure;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The bytes of one object on their way: into buffers, from them to the server as parts, and at last to an object; or to
 * nothing, when it is closed before. For one thread.
 *
 * <p>What is bigger than {@link Uploads#direct} parts goes through segments: hidden objects of up to 5 GiB, each of which
 * the server copies to one part, so that an object can be as big as S3 takes whatever the memory.
 */
final class ObjectUpload implements AutoCloseable {
    private final Uploads uploads;
    private final String key;
    private final CRC32C crc = new CRC32C();
    private List<ByteBuffer> filling = new ArrayList<>();
    private long bytes;

    @Nullable private PartedUpload whole;

    @Nullable private PartedUpload segment;

    ObjectUpload(Uploads uploads, String key) {
        this.uploads = uploads;
        this.key = key;
    }

    void write(byte[] source, int offset, int length) throws InterruptedException {
        for (int done = 0; done < length; ) {
            ByteBuffer buffer = buffer();
            int count = Math.min(buffer.remaining(), length - done);
            buffer.put(source, offset + done, count);
            done += count;
        }
        crc.update(source, offset, length);
        bytes += length;
    }

    long bytes() {
        return bytes;
    }

    /** Return a buffer with room in it. */
    private ByteBuffer buffer() throws InterruptedException {
        if (!filling.isEmpty()) {
            ByteBuffer last = filling.get(filling.size() - 1);
            if (last.hasRemaining()) {
                return last;
            }
            if (filled() >= uploads.plan().size(nextNumber())) {
                send();
            }
        }
        while (true) {
            check();
            Optional<ByteBuffer> another = anotherBuffer();
            check(another);
            if (another.isPresent()) {
                filling.add(another.get());
                return another.get();
            }
            if (!filling.isEmpty()) {
                // Nothing of this object is on its way, and the memory is used up: a smaller part frees some of it.
                send();
            }
        }
    }

    private Optional<ByteBuffer> anotherBuffer() throws InterruptedException {
        boolean holdsNone = filling.isEmpty() && running() == 0;
        return holdsNone
                ? Optional.of(uploads.pool().acquire())
                : uploads.pool().acquireUnless(() -> running() == 0);
    }

    private int running() {
        return (whole == null ? 0 : whole.running()) + (segment == null ? 0 : segment.running());
    }

    private void check() {
        Optional.ofNullable(whole).ifPresent(PartedUpload::check);
        Optional.ofNullable(segment).ifPresent(PartedUpload::check);
    }

    /** Notice a failure before it costs another part, without losing the buffer. */
    private void check(Optional<ByteBuffer> acquired) {
        try {
            check();
        } catch (RuntimeException e) {
            uploads.pool().release(acquired.stream().toList());
            throw e;
        }
    }

    private long filled() {
        return (long) filling.size() * uploads.pool().bufferSize();
    }

    private int nextNumber() {
        return 1 + (segment != null ? segment.numbers() : whole != null ? whole.numbers() : 0);
    }

    private void send() throws InterruptedException {
        PartedUpload target = target();
        List<ByteBuffer> part = filling;
        filling = new ArrayList<>();
        target.send(part);
    }

    private PartedUpload target() throws InterruptedException {
        if (whole == null) {
            whole = PartedUpload.begin(uploads, key);
        }
        if (whole.numbers() < uploads.direct()) {
            return whole;
        }
        if (segment != null && segment.bytes() + filled() > uploads.greatestCopy()) {
            append(whole, segment);
        }
        if (segment == null) {
            segment = PartedUpload.begin(uploads, hiddenKey());
        }
        return segment;
    }

    private String hiddenKey() {
        return key.substring(0, key.lastIndexOf('/') + 1) + ObjectName.RESERVED_PREFIX + "-" + UUID.randomUUID();
    }

    /** Finish a segment, have it copied, and delete it. */
    private void append(PartedUpload to, PartedUpload finished) throws InterruptedException {
        Stored stored = finished.finish(Optional.of(finished.crc()), Condition.NONE);
        segment = null;
        try {
            to.append(new CopySource(uploads.location().bucket(), finished.key(), stored.etag()), 0, stored.bytes());
        } finally {
            uploads.background().complete(() -> delete(finished.key()));
        }
    }

    private boolean delete(String hidden) {
        try {
            uploads.bucket().delete(hidden);
            return true;
        } catch (SdkException e) {
            throw AwsFailure.of(e, "delete " + uploads.location().shown(hidden));
        }
    }

    /** Make it an object. */
    Stored commit(Condition condition) throws InterruptedException {
        Crc sent = new Crc((int) crc.getValue());
        if (whole == null) {
            filling.forEach(ByteBuffer::flip);
            return new SingleUpload(uploads, key).put(new Bytes(filling), condition);
        }
        if (!filling.isEmpty()) {
            send();
        }
        if (segment != null) {
            append(whole, segment);
        }
        return whole.finish(Optional.of(sent), condition);
    }

    /** Unless it was committed, see to it that nothing of it stays. */
    @Override
    public void close() {
        uploads.pool().release(filling);
        filling = new ArrayList<>();
        try {
            Optional.ofNullable(segment).ifPresent(PartedUpload::close);
        } finally {
            Optional.ofNullable(whole).ifPresent(PartedUpload::close);
        }
    }
}
