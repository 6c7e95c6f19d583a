package dev.pgexport.snapshot.internal.rds;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.aws.AwsFailure;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What RDS's errors mean; those of all services are {@link AwsFailure}'s.
 *
 * <p>Source: Amazon RDS API Reference, errors of the operations that are called here, and "Common errors".
 */
final class RdsFailure {
    private RdsFailure() {}

    /** @param action what failed, to follow "cannot" */
    static ExportException of(SdkException failure, String action, String region) {
        String code = AwsFailure.code(failure).orElse("");
        Optional<Meaning> meaning = meaning(code);
        if (meaning.isEmpty()) {
            return AwsFailure.of(failure, action);
        }
        if (meaning.get().offered()) {
            String said = String.valueOf(AwsFailure.of(failure, action).getMessage());
            return new ExportException(meaning.get().kind(), said, failure)
                    .withAdvice(meaning.get().advice());
        }
        return notOffered(region, failure);
    }

    /** Return the error of a region, or of a whole partition, where RDS does not export. */
    private static ExportException notOffered(String region, SdkException cause) {
        return new ExportException(
                        Kind.CONFIGURATION, "RDS does not offer exports of snapshots to S3 in " + region, cause)
                .withAdvice("use --strategy copy or --strategy pgdump, which need nothing of RDS but the database");
    }

    private static Optional<Meaning> meaning(String code) {
        return Optional.ofNullable(
                switch (code) {
                    case "InvalidAction",
                            "UnsupportedOperation",
                            "UnsupportedOperationException",
                            "UnknownOperationException",
                            "OperationNotSupported",
                            "OptInRequired" -> new Meaning(Kind.CONFIGURATION, "", false);
                    case "DBSnapshotNotFound", "DBSnapshotNotFoundFault", "DBClusterSnapshotNotFoundFault" ->
                        new Meaning(Kind.CONFIGURATION, "perhaps correct --snapshot-id, or the snapshot was deleted");
                    case "DBInstanceNotFound", "DBInstanceNotFoundFault" ->
                        new Meaning(Kind.CONFIGURATION, "perhaps correct --snapshot-instance, or --aws-region");
                    case "DBClusterNotFoundFault", "DBClusterNotFound" ->
                        new Meaning(Kind.CONFIGURATION, "perhaps correct --snapshot-cluster, or --aws-region");
                    case "IamRoleNotFound", "IamRoleNotFoundFault" ->
                        new Meaning(Kind.CONFIGURATION, "perhaps correct --snapshot-role-arn");
                    case "IamRoleMissingPermissions", "IamRoleMissingPermissionsFault" ->
                        new Meaning(
                                Kind.PERMISSION,
                                "let export.rds.amazonaws.com assume the role, and let the role write to the bucket:"
                                        + " s3:PutObject*, GetObject*, ListBucket, DeleteObject*, GetBucketLocation");
                    case "InvalidS3BucketFault" ->
                        new Meaning(
                                Kind.CONFIGURATION,
                                "perhaps the bucket is in another region than the snapshot, or the role may not see it");
                    case "KMSKeyNotAccessibleFault" ->
                        new Meaning(
                                Kind.PERMISSION,
                                "let this role use the KMS key: kms:DescribeKey and kms:CreateGrant; the key must be"
                                        + " enabled");
                    case "InvalidExportSourceState", "InvalidExportSourceStateFault" ->
                        new Meaning(
                                Kind.UNAVAILABLE,
                                "wait until no other export of the same snapshot or cluster runs, and it is available");
                    case "ExportTaskLimitReachedFault", "ExportTaskLimitReached" ->
                        new Meaning(
                                Kind.UNAVAILABLE,
                                "wait until another export ends: RDS runs five at a time for an account");
                    case "SnapshotQuotaExceeded", "SnapshotQuotaExceededFault", "DBClusterSnapshotQuotaExceededFault" ->
                        new Meaning(Kind.CONFIGURATION, "delete snapshots, or have the quota raised");
                    case "InvalidDBInstanceState",
                            "InvalidDBInstanceStateFault",
                            "InvalidDBClusterStateFault",
                            "InvalidDBSnapshotState",
                            "InvalidDBClusterSnapshotStateFault" ->
                        new Meaning(Kind.UNAVAILABLE, "wait until it is available");
                    case "InvalidExportOnly", "InvalidExportOnlyFault" ->
                        new Meaning(Kind.CONFIGURATION, "perhaps correct --snapshot-database or the patterns");
                    default -> null;
                });
    }

    private record Meaning(Kind kind, String advice, boolean offered) {
        Meaning(Kind kind, String advice) {
            this(kind, advice, true);
        }
    }
}
