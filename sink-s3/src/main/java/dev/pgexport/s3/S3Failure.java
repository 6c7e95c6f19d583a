package dev.pgexport.s3;

import dev.pgexport.aws.AwsFailure;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** Tells the failures of S3 apart, where the sink itself acts on them. */
final class S3Failure {
    private S3Failure() {}

    static boolean isDenied(SdkException failure) {
        int status = AwsFailure.status(failure);
        return status == 403 || status == 401;
    }

    /** Whether the answer to a HEAD, which has no body, may mean several things: no right, credentials that have expired. */
    static boolean isMute(SdkException failure) {
        return isDenied(failure) || AwsFailure.status(failure) == 400;
    }

    /** Whether there is no such object, upload or bucket; a KMS key that is not there has the same status on some servers. */
    static boolean isMissing(SdkException failure) {
        return AwsFailure.status(failure) == 404
                && AwsFailure.code(failure)
                        .filter(code -> code.regionMatches(true, 0, "kms", 0, 3))
                        .isEmpty();
    }

    /** Whether the server refused because a precondition does not hold. */
    static boolean isRefusedByCondition(SdkException failure) {
        return AwsFailure.status(failure) == 412;
    }

    /** Whether the server refused because it was writing the same key at that moment: trying again is right. */
    static boolean isSimultaneous(SdkException failure) {
        return AwsFailure.status(failure) == 409;
    }

    /** Whether the server does not know what it was asked for. */
    static boolean isUnknownToServer(SdkException failure) {
        return AwsFailure.status(failure) == 501
                || AwsFailure.code(failure).filter("NotImplemented"::equals).isPresent();
    }

    static boolean isMissingUpload(SdkException failure) {
        return isMissing(failure);
    }

    /**
     * Whether the server may have done what it was asked for nevertheless: it did not answer, or not any more, or it
     * refused an attempt after one whose answer may have been lost.
     */
    static boolean leavesDoubt(SdkException failure) {
        if (failure.numAttempts() != null && failure.numAttempts() > 1) {
            return !(failure instanceof AbortedException);
        }
        int status = AwsFailure.status(failure);
        return switch (status) {
            case 0 -> !(failure instanceof AbortedException);
            case 400 ->
                AwsFailure.code(failure).filter("RequestTimeout"::equals).isPresent();
            case 404, 408, 409, 412 -> true;
            default -> status >= 500;
        };
    }
}
