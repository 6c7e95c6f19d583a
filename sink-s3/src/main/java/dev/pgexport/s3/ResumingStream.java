package dev.pgexport.s3;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.aws.AwsFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Reads one version of an object, and goes on where it was when the connection is cut. */
final class ResumingStream extends InputStream {
    private static final int TIMES_TO_RESUME = 5;

    private final Bucket bucket;
    private final String key;
    private final String shown;
    private ResponseInputStream<GetObjectResponse> current;
    private final String etag;
    private long position;
    private int resumed;
    private boolean atEnd;

    private ResumingStream(
            Bucket bucket, String key, String shown, ResponseInputStream<GetObjectResponse> current, String etag) {
        this.bucket = bucket;
        this.key = key;
        this.shown = shown;
        this.current = current;
        this.etag = etag;
    }

    /** Open an object; failures are the SDK's own. */
    static ResumingStream open(Bucket bucket, String key, String shown) {
        ResponseInputStream<GetObjectResponse> first = bucket.get(key, 0, Optional.empty());
        return new ResumingStream(
                bucket, key, shown, first, String.valueOf(first.response().eTag()));
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        while (true) {
            try {
                int count = current.read(bytes, offset, length);
                atEnd = count < 0;
                position += Math.max(0, count);
                return count;
            } catch (AbortedException e) {
                throw interrupted(e);
            } catch (SdkException e) {
                throw AwsFailure.of(e, "read " + shown);
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw interrupted(e);
                }
                resume(e);
            }
        }
    }

    private static InterruptedIOException interrupted(Exception cause) {
        InterruptedIOException interrupted = new InterruptedIOException("interrupted while reading");
        interrupted.initCause(cause);
        return interrupted;
    }

    private void resume(IOException failure) {
        current.abort();
        if (++resumed > TIMES_TO_RESUME) {
            throw new ExportException(
                    Kind.UNAVAILABLE,
                    "cannot read " + shown + ": its connection was cut " + resumed + " times, at last after " + position
                            + " bytes: " + failure.getMessage(),
                    failure);
        }
        try {
            current = bucket.get(key, position, Optional.of(etag));
        } catch (SdkException e) {
            if (S3Failure.isRefusedByCondition(e) || S3Failure.isMissing(e)) {
                throw new ExportException(Kind.INTEGRITY, shown + " was replaced or deleted while it was read", e);
            }
            throw AwsFailure.of(e, "read " + shown);
        }
    }

    /** Let go of the connection; reading what is left, to use it again, could take hours. */
    @Override
    public void close() throws IOException {
        if (atEnd) {
            current.close();
        } else {
            current.abort();
        }
    }
}
