package dev.pgexport.s3;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Finding;
import dev.pgexport.aws.AwsClients;
import dev.pgexport.aws.AwsFailure;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.SdkException;

/** Finds out, by trying, whether exports can be put into a bucket, and which rights are missing for what. */
final class Diagnosis {
    private final Bucket bucket;
    private final S3Location location;
    private final String probe;
    private final List<Finding> findings = new ArrayList<>();

    private Diagnosis(Bucket bucket, S3Location location) {
        this.bucket = bucket;
        this.location = location;
        this.probe = location.ownKeys() + "doctor-" + UUID.randomUUID();
    }

    static List<Finding> of(S3Settings settings, URI uri) {
        try (AwsClients clients = AwsClients.open(settings.aws())) {
            S3Location location = S3Location.of(uri);
            try (Bucket bucket =
                    new Bucket(Opening.client(clients, settings, new RequestCount()), location.bucket(), settings)) {
                Diagnosis diagnosis = new Diagnosis(bucket, location);
                diagnosis.look(clients);
                return diagnosis.findings;
            }
        } catch (ExportException e) {
            return List.of(failure("location", e));
        }
    }

    private static Finding failure(String subject, ExportException e) {
        return Finding.failure(
                subject, String.valueOf(e.getMessage()), e.advice().orElse("see docs/s3.md"));
    }

    private void look(AwsClients clients) {
        try {
            bucket.list(location.prefix(), null, null, 1);
            findings.add(Finding.ok(
                    "bucket",
                    location.bucket() + " is there, and " + location + " can be listed; region "
                            + clients.region().id()));
        } catch (SdkException e) {
            findings.add(failure("bucket", AwsFailure.of(e, "list " + location)));
            return;
        }
        if (write()) {
            deletion();
            conditions();
        }
        uploads();
    }

    /** An upload that is begun and aborted needs the rights of a write and leaves nothing. */
    private boolean write() {
        try {
            String upload = bucket.begin(probe, "doctor", new AtomicInteger());
            bucket.abort(probe, upload);
            findings.add(Finding.ok("writable", "uploads can be begun and aborted in " + location));
            return true;
        } catch (SdkException e) {
            findings.add(
                    failure("writable", AwsFailure.of(e, "begin and abort an upload of " + location.shown(probe))));
            return false;
        }
    }

    private void deletion() {
        try {
            bucket.delete(probe);
            findings.add(Finding.ok("deletion", "what a failed run leaves can be deleted"));
        } catch (SdkException e) {
            ExportException failure = AwsFailure.of(e, "delete below " + location);
            findings.add(
                    failure.kind() == Kind.PERMISSION
                            ? Finding.warning(
                                    "deletion",
                                    "there is no right to delete (s3:DeleteObject): what a failed run leaves stays",
                                    "grant it, or have a lifecycle rule of the bucket do it: docs/s3.md")
                            : failure("deletion", failure));
        }
    }

    /** Ask for the replacement of an object that is not there: who heeds the condition refuses. */
    private void conditions() {
        Bytes nothing = new Bytes(List.of());
        try {
            bucket.putOwn(probe, nothing, "doctor", Condition.unchanged("\"00000000000000000000000000000000\""));
            findings.add(Finding.warning(
                    "conditions",
                    "the server does not heed If-Match: two runs of one id at the same moment can disturb each other",
                    "give every run its own id, or have a scheduler start one at a time"));
            bucket.delete(probe);
        } catch (SdkException e) {
            if (S3Failure.isRefusedByCondition(e) || S3Failure.isMissing(e)) {
                findings.add(Finding.ok(
                        "conditions", "the server writes conditionally: two runs of one id cannot both win"));
            } else if (S3Failure.isDenied(e)) {
                findings.add(Finding.warning(
                        "conditions",
                        "claims are renewed without If-Match, which needs s3:GetObject",
                        "grant it on " + location.shown(location.ownKeys() + "*")));
            } else {
                findings.add(Finding.warning(
                        "conditions",
                        String.valueOf(AwsFailure.of(e, "write conditionally").getMessage()),
                        "give every run its own id, or have a scheduler start one at a time"));
            }
        }
    }

    private void uploads() {
        try {
            bucket.uploads(location.prefix(), null, null);
            findings.add(Finding.ok("uploads", "what a killed run leaves of its uploads can be seen"));
        } catch (SdkException e) {
            findings.add(
                    Finding.warning(
                            "uploads",
                            String.valueOf(AwsFailure.of(e, "list the uploads of " + location)
                                    .getMessage()),
                            "grant s3:ListBucketMultipartUploads, and let a lifecycle rule abort incomplete uploads: docs/s3.md"));
        }
    }
}
