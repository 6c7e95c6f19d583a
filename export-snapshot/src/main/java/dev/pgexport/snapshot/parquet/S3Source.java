package dev.pgexport.snapshot.parquet;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.aws.AwsFailure;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * A Parquet file in S3, read by ranges. Opening takes one request, which brings the file's end along: of most files that
 * is all that the footer takes, and of a small file it is everything.
 */
public final class S3Source implements SeekableSource {
    /** Footers of some hundred columns and row groups are shorter. */
    static final int TAIL = 64 << 10;

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes [-0-9]+/(\\d+)");

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final long bytes;

    @Nullable private final String etag;

    private final byte[] tail;

    private S3Source(S3Client client, String bucket, String key, long bytes, @Nullable String etag, byte[] tail) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.bytes = bytes;
        this.etag = etag;
        this.tail = tail;
    }

    /**
     * Open an object by one ranged GET. Whatever is read later is of the same ETag.
     *
     * @param client stays the caller's, and open
     * @throws ExportException of the kind that the server's answer means
     */
    public static S3Source open(S3Client client, String bucket, String key) {
        String name = name(bucket, key);
        GetObjectRequest request = GetObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .range("bytes=-" + TAIL)
                .build();
        try {
            Answer answer = client.getObject(request, Answer.ofAtMost(TAIL));
            return opened(client, bucket, key, answer);
        } catch (SdkException e) {
            // No range lies in an object of no bytes.
            if (AwsFailure.status(e) == 416) {
                return new S3Source(client, bucket, key, 0, null, new byte[0]);
            }
            throw AwsFailure.of(e, "read " + name);
        }
    }

    private static S3Source opened(S3Client client, String bucket, String key, Answer answer) {
        GetObjectResponse response = answer.response;
        long bytes = response.contentLength();
        if (response.contentRange() != null) {
            Matcher range = CONTENT_RANGE.matcher(response.contentRange());
            bytes = range.matches() ? Long.parseLong(range.group(1)) : -1;
        }
        if (answer.bytes.length != Math.min(bytes, TAIL)) {
            throw noRanges(bucket, key, response);
        }
        return new S3Source(client, bucket, key, bytes, response.eTag(), answer.bytes);
    }

    private static ExportException noRanges(String bucket, String key, GetObjectResponse response) {
        return new ExportException(
                        Kind.CONFIGURATION,
                        "cannot read the end of " + name(bucket, key)
                                + ": the server answers a request for a range with " + response.contentLength()
                                + " bytes, range " + response.contentRange())
                .withAdvice("perhaps --aws-endpoint names a server that knows no ranges");
    }

    private static String name(String bucket, String key) {
        return "s3://" + bucket + "/" + key;
    }

    @Override
    public String name() {
        return name(bucket, key);
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public Optional<String> etag() {
        return Optional.ofNullable(etag);
    }

    @Override
    public void read(long offset, byte[] into, int from, int length) {
        long tailStart = bytes - tail.length;
        int before = (int) Math.min(length, Math.max(0, tailStart - offset));
        if (before > 0) {
            get(offset, into, from, before);
        }
        if (before < length) {
            System.arraycopy(tail, (int) (offset + before - tailStart), into, from + before, length - before);
        }
    }

    private void get(long offset, byte[] into, int from, int length) {
        GetObjectRequest request = GetObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .range("bytes=" + offset + "-" + (offset + length - 1))
                .ifMatch(etag)
                .build();
        try {
            GetObjectResponse response = client.getObject(request, filling(into, from, length));
            if (response.contentLength() != length) {
                throw noRanges(bucket, key, response);
            }
        } catch (SdkException e) {
            if (AwsFailure.status(e) == 412) {
                throw new ExportException(Kind.INTEGRITY, name() + " was replaced while it was read", e)
                        .withAdvice("find out what else writes there, and read again");
            }
            throw AwsFailure.of(e, "read " + name());
        }
    }

    private static ResponseTransformer<GetObjectResponse, GetObjectResponse> filling(
            byte[] into, int from, int length) {
        return (response, body) -> {
            if (response.contentLength() == length) {
                fill(body, into, from, length);
            } else {
                body.abort();
            }
            return response;
        };
    }

    /** An answer with its bytes; without them when there are more than were asked for. */
    private static final class Answer {
        private final GetObjectResponse response;
        private final byte[] bytes;

        Answer(GetObjectResponse response, byte[] bytes) {
            this.response = response;
            this.bytes = bytes;
        }

        static ResponseTransformer<GetObjectResponse, Answer> ofAtMost(int length) {
            return (response, body) -> {
                if (response.contentLength() > length) {
                    body.abort();
                    return new Answer(response, new byte[0]);
                }
                byte[] bytes = new byte[response.contentLength().intValue()];
                fill(body, bytes, 0, bytes.length);
                return new Answer(response, bytes);
            };
        }
    }

    /** Throw what makes the SDK ask again when the answer ends early. */
    private static void fill(AbortableInputStream body, byte[] into, int from, int length) {
        try {
            int read = body.readNBytes(into, from, length);
            if (read < length) {
                throw RetryableException.create("the answer ended after " + read + " of " + length + " bytes");
            }
        } catch (IOException e) {
            throw RetryableException.create("the answer was cut off: " + e.getMessage(), e);
        }
    }

    /** Do nothing: nothing is held between two reads. */
    @Override
    public void close() {}
}
