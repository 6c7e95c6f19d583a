package dev.pgexport.testkit.rds;

/**
 * An error as RDS answers it.
 *
 * @param status of HTTP, 400 to 599
 * @param code of RDS, as {@code DBSnapshotNotFound}: the SDK makes its exceptions by it
 * @param message for people
 */
public record RdsError(int status, String code, String message) {
    /** Check the values. */
    public RdsError {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("the status of an error is 400 to 599: " + status);
        }
        if (!code.matches("[A-Za-z0-9.]+")) {
            throw new IllegalArgumentException("the code of an error is a word: " + code);
        }
    }

    /** Return the error of a client that asks too often. */
    public static RdsError throttling() {
        return new RdsError(400, "Throttling", "Rate exceeded");
    }

    /** Return the error of a service that is down for a moment. */
    public static RdsError unavailable() {
        return new RdsError(
                503, "ServiceUnavailable", "The request has failed due to a temporary failure of the server.");
    }

    /** Return the error of a service that is broken for a moment. */
    public static RdsError internalFailure() {
        return new RdsError(500, "InternalFailure", "An internal error has occurred.");
    }

    /** Return the error of a caller whose policies do not allow an action. */
    public static RdsError accessDenied(String action) {
        return new RdsError(
                403,
                "AccessDenied",
                "User: arn:aws:iam::" + Arns.ACCOUNT + ":user/test is not authorized to perform: rds:" + action
                        + " because no identity-based policy allows the rds:" + action + " action");
    }

    /**
     * Return the error of a service that does not have an action, as in a partition or a region without exports.
     *
     * <p>The common errors of AWS have this one; what RDS answers where it has no exports is not documented.
     */
    public static RdsError notOffered(String action) {
        return new RdsError(
                400, "InvalidAction", "Could not find operation " + action + " for version " + ServiceModel.VERSION);
    }

    /** Return the error of StartExportTask when five tasks are in motion. It is not in AWS's model of RDS. */
    public static RdsError exportTaskLimitReached() {
        return new RdsError(
                400, "ExportTaskLimitReachedFault", "You have reached the limit of 5 concurrent export tasks.");
    }

    /** Return the error of StartExportTask for a role that does not exist. */
    public static RdsError iamRoleNotFound(String role) {
        return new RdsError(404, "IamRoleNotFound", "The IAM role " + role + " does not exist.");
    }

    /** Return the error of StartExportTask for a role that may not write to the bucket, or that RDS may not assume. */
    public static RdsError iamRoleMissingPermissions(String role) {
        return new RdsError(
                400,
                "IamRoleMissingPermissions",
                "The principal export.rds.amazonaws.com isn't authorized to call sts:AssumeRole on the IAM role " + role
                        + ".");
    }

    /** Return the error of StartExportTask for a bucket that does not exist or is in another region. */
    public static RdsError invalidS3Bucket(String bucket) {
        return new RdsError(
                400, "InvalidS3BucketFault", "The S3 bucket " + bucket + " doesn't exist or can't be accessed.");
    }

    /** Return the error of StartExportTask for a key that does not exist, is disabled, or may not be used. */
    public static RdsError kmsKeyNotAccessible(String key) {
        return new RdsError(
                400,
                "KMSKeyNotAccessibleFault",
                "The KMS key " + key + " does not exist, is not enabled, or can't be used.");
    }

    static RdsError invalidValue(String message) {
        return new RdsError(400, "InvalidParameterValue", message);
    }

    RdsException exception() {
        return new RdsException(this);
    }
}
