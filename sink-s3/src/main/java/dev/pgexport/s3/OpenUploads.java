package dev.pgexport.s3;

import dev.pgexport.api.ExportException;
import dev.pgexport.aws.AwsFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** The uploads that a server keeps open. Without the right to list them there seem to be none. Thread-safe. */
final class OpenUploads {
    private static final Logger LOG = LoggerFactory.getLogger(OpenUploads.class);

    /** What made an answer get lost may last. */
    private static final int TIMES_TO_ABORT = 4;

    private final Bucket bucket;
    private final S3Location location;

    OpenUploads(Bucket bucket, S3Location location) {
        this.bucket = bucket;
        this.location = location;
    }

    /** Return those whose keys start so. */
    List<MultipartUpload> below(String prefix) {
        try {
            return list(prefix);
        } catch (SdkException e) {
            if (mayNotList(e)) {
                LOG.atDebug().addKeyValue("prefix", prefix).log("no right to list uploads");
                return List.of();
            }
            throw AwsFailure.of(e, "list the uploads below " + location.shown(prefix));
        }
    }

    private static boolean mayNotList(SdkException failure) {
        return S3Failure.isDenied(failure) || S3Failure.isUnknownToServer(failure);
    }

    private List<MultipartUpload> list(String prefix) {
        List<MultipartUpload> found = new ArrayList<>();
        String key = null;
        String marker = null;
        boolean more = true;
        while (more) {
            ListMultipartUploadsResponse page = page(prefix, key, marker);
            found.addAll(page.uploads());
            key = page.nextKeyMarker();
            marker = page.nextUploadIdMarker();
            more = Boolean.TRUE.equals(page.isTruncated()) && key != null;
        }
        // Some servers take the prefix for a whole key, or pay no heed to it.
        return found.stream().filter(upload -> upload.key().startsWith(prefix)).toList();
    }

    private ListMultipartUploadsResponse page(String prefix, @Nullable String key, @Nullable String upload) {
        return bucket.uploads(prefix, key, upload);
    }

    /** Abort them, those of nobody else: whoever calls holds the export that they are of. */
    void abort(List<MultipartUpload> open) {
        for (MultipartUpload upload : open) {
            try {
                bucket.abort(upload.key(), upload.uploadId());
            } catch (SdkException e) {
                if (!S3Failure.isMissing(e)) {
                    throw AwsFailure.of(e, "abort the upload of " + location.shown(upload.key()));
                }
            }
        }
    }

    /** Abort the uploads of a key that a request made whose answer was lost. One refusal to list them may be a fault, too. */
    void abortAbandoned(String key, String own) {
        for (int times = 1; ; times++) {
            boolean last = times == TIMES_TO_ABORT;
            try {
                abort(list(key).stream()
                        .filter(upload ->
                                upload.key().equals(key) && !upload.uploadId().equals(own))
                        .toList());
                return;
            } catch (SdkException e) {
                if (last && mayNotList(e)) {
                    return;
                }
                if (last) {
                    throw AwsFailure.of(e, "list the uploads of " + location.shown(key));
                }
            } catch (ExportException e) {
                if (last) {
                    throw e;
                }
            }
        }
    }
}
