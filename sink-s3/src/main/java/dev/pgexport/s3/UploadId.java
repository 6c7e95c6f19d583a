package dev.pgexport.s3;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.aws.AwsFailure;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** An upload that the server keeps open: from the request that makes it to the one that proves that it is gone. */
final class UploadId {
    private static final Logger LOG = LoggerFactory.getLogger(UploadId.class);
    private static final int TIMES_TO_ABORT = 4;

    private final Uploads uploads;
    private final String key;
    private final String value;

    private UploadId(Uploads uploads, String key, String value) {
        this.uploads = uploads;
        this.key = key;
        this.value = value;
    }

    static UploadId create(Uploads uploads, String key, String write) {
        AtomicInteger attempts = new AtomicInteger();
        OpenUploads open = new OpenUploads(uploads.bucket(), uploads.location());
        try {
            String id = uploads.bucket().begin(key, write, attempts);
            UploadId own = new UploadId(uploads, key, id);
            if (attempts.get() > 1) {
                own.abortOthers(open);
            }
            return own;
        } catch (SdkException e) {
            ExportException failure =
                    AwsFailure.of(e, "begin an upload of " + uploads.location().shown(key));
            if (S3Failure.leavesDoubt(e)) {
                try {
                    open.abortAbandoned(key, "");
                } catch (ExportException stays) {
                    failure.addSuppressed(stays);
                }
            }
            throw failure;
        }
    }

    /** Abort what earlier attempts made, or everything. */
    private void abortOthers(OpenUploads open) {
        try {
            open.abortAbandoned(key, value);
        } catch (ExportException stays) {
            try {
                abort();
            } catch (ExportException e) {
                stays.addSuppressed(e);
            }
            throw stays;
        }
    }

    String value() {
        return value;
    }

    /**
     * Abort it, and look whether it is gone: a part that arrived at the same moment can outlive the first abort.
     *
     * @throws ExportException when it stays
     */
    void abort() {
        Optional<ExportException> failure = Optional.empty();
        for (int attempt = 1; attempt <= TIMES_TO_ABORT; attempt++) {
            try {
                uploads.bucket().abort(key, value);
                failure = Optional.empty();
            } catch (SdkException e) {
                if (S3Failure.isMissing(e)) {
                    return;
                }
                failure = Optional.of(AwsFailure.of(e, "abort the upload of " + shown()));
            }
            if (isGone(failure.isEmpty())) {
                return;
            }
        }
        throw failure.orElseGet(() ->
                new ExportException(Kind.UNAVAILABLE, "the upload of " + shown() + " is still there after its abort"));
    }

    /** @param aborted what counts where there is no right to look */
    private boolean isGone(boolean aborted) {
        try {
            uploads.bucket().parts(key, value);
            return false;
        } catch (SdkException e) {
            if (S3Failure.isDenied(e)) {
                LOG.atDebug().addKeyValue("key", key).log("no right to see whether an upload is gone");
                return aborted;
            }
            return S3Failure.isMissing(e);
        }
    }

    private String shown() {
        return uploads.location().shown(key);
    }
}
