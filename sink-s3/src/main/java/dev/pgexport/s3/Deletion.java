package dev.pgexport.s3;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.aws.AwsFailure;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Error;

/** Deletes many objects, a thousand at a time. */
final class Deletion {
    private static final int AT_ONCE = 1000;

    private final Bucket bucket;
    private final S3Location location;

    Deletion(Bucket bucket, S3Location location) {
        this.bucket = bucket;
        this.location = location;
    }

    void delete(Stream<String> keys) {
        List<String> batch = new ArrayList<>(AT_ONCE);
        for (Iterator<String> iterator = keys.iterator(); iterator.hasNext(); ) {
            batch.add(iterator.next());
            if (batch.size() == AT_ONCE || !iterator.hasNext()) {
                delete(batch);
                batch.clear();
            }
        }
    }

    private void delete(List<String> batch) {
        try {
            for (S3Error error : bucket.delete(batch).errors()) {
                boolean denied = "AccessDenied".equals(error.code());
                throw new ExportException(
                        denied ? Kind.PERMISSION : Kind.UNAVAILABLE,
                        "cannot delete " + location.shown(error.key()) + ": " + error.message() + " (" + error.code()
                                + ")");
            }
        } catch (SdkException e) {
            throw AwsFailure.of(e, "delete " + batch.size() + " objects as " + location.shown(batch.get(0)));
        }
    }
}
