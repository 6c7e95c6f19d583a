package dev.pgexport.snapshot.internal.rds;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.util.Locale;

/**
 * What it means that an export task failed.
 *
 * <p>Source: Amazon RDS User Guide, "Failure messages for Amazon S3 export tasks", and its limitations.
 */
final class TaskFailure {
    private TaskFailure() {}

    static ExportException of(String task, String cause) {
        Meaning meaning = meaning(cause.toLowerCase(Locale.ROOT));
        return new ExportException(meaning.kind(), "RDS's export task " + task + " failed: " + cause)
                .withAdvice(meaning.advice());
    }

    private static Meaning meaning(String cause) {
        if (cause.contains("assume the iam role")
                || cause.contains("authorized")
                || cause.contains("permission")
                || cause.contains("credential")
                || cause.contains("access denied")
                || cause.contains("using the iam role")) {
            return new Meaning(
                    Kind.PERMISSION,
                    "let export.rds.amazonaws.com assume the role, and let the role use the bucket and the KMS key;"
                            + " pgexport doctor looks at them");
        }
        if (cause.contains("kms key")) {
            return new Meaning(Kind.CONFIGURATION, "perhaps enable the KMS key, or let the role use it");
        }
        if (cause.contains("bucket")
                && (cause.contains("region") || cause.contains("valid") || cause.contains("exist"))) {
            return new Meaning(Kind.CONFIGURATION, "name a bucket in the region of the snapshot");
        }
        if (cause.contains("snapshot") && (cause.contains("no longer exists") || cause.contains("deleted"))) {
            return new Meaning(Kind.EXPORT_LOST, "let nobody delete the snapshot while it is exported");
        }
        if (cause.contains("large object") || cause.contains("500 mb") || cause.contains("too large")) {
            return new Meaning(
                    Kind.CONFIGURATION,
                    "use --strategy copy: RDS cannot export values of about 500 MB and more; or leave the table out by"
                            + " naming the others");
        }
        return new Meaning(Kind.UNAVAILABLE, "start the same run again, which makes another task");
    }

    private record Meaning(Kind kind, String advice) {}
}
