package dev.pgexport.aws;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What a failure of AWS means to whoever has to act on it.
 *
 * <p>Sources: Amazon S3 API Reference, "Error responses"; AWS KMS API Reference; Secrets Manager and STS, "Common errors".
 */
public final class AwsFailure {
    private static final Pattern EXPECTED_REGION = Pattern.compile("expecting '([a-z0-9-]+)'");

    private static final String TRY_LATER = "perhaps try again later, or more often: --aws-attempts";

    private AwsFailure() {}

    /**
     * Return the failure, its kind taken from the error's code and status; the SDK has tried again where that helps.
     *
     * @param action what failed, to follow "cannot": as in {@code write s3://bucket/key}
     */
    public static ExportException of(SdkException failure, String action) {
        if (failure instanceof AwsServiceException service) {
            return ofService(service, action);
        }
        Meaning meaning = ofClient(failure);
        return meaning.exception("cannot " + action + ": " + reason(failure), failure);
    }

    /** Return the code of an answer, as in {@code AccessDenied}; empty when it had none, as the answer to a HEAD. */
    public static Optional<String> code(SdkException failure) {
        return failure instanceof AwsServiceException service
                ? Optional.ofNullable(service.awsErrorDetails())
                        .map(AwsErrorDetails::errorCode)
                        .filter(code -> !code.isBlank())
                : Optional.empty();
    }

    /** Return the status of an answer; 0 when there was none. */
    public static int status(SdkException failure) {
        return failure instanceof AwsServiceException service ? service.statusCode() : 0;
    }

    private static ExportException ofService(AwsServiceException failure, String action) {
        String code = code(failure).orElse("");
        Meaning meaning = ofCode(code, failure);
        String said = Optional.ofNullable(failure.awsErrorDetails())
                .map(AwsErrorDetails::errorMessage)
                .filter(message -> !message.isBlank())
                .orElse("the server refused");
        StringBuilder message =
                new StringBuilder("cannot ").append(action).append(": ").append(said);
        message.append(" (");
        if (!code.isEmpty() && !code.equals(String.valueOf(failure.statusCode()))) {
            message.append(code).append(", ");
        }
        message.append("status ").append(failure.statusCode());
        Optional.ofNullable(failure.requestId())
                .ifPresent(id -> message.append(", request ").append(id));
        return meaning.exception(message.append(')').toString(), failure);
    }

    private static Meaning ofCode(String code, AwsServiceException failure) {
        return switch (code) {
            case "NoSuchBucket", "InvalidBucketName" ->
                new Meaning(Kind.CONFIGURATION, "perhaps correct the bucket's name, or its region");
            case "PermanentRedirect",
                    "TemporaryRedirect",
                    "AuthorizationHeaderMalformed",
                    "IllegalLocationConstraintException" -> otherRegion(failure);
            case "ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired" ->
                new Meaning(Kind.PERMISSION, "renew the credentials, as by aws sso login");
            case "RequestTimeTooSkewed" ->
                new Meaning(Kind.PERMISSION, "set this machine's clock: it and the server's are far apart");
            case "InvalidAccessKeyId",
                    "InvalidToken",
                    "InvalidClientTokenId",
                    "UnrecognizedClientException",
                    "SignatureDoesNotMatch",
                    "MissingAuthenticationToken",
                    "InvalidSecurity",
                    "NotSignedUp" ->
                new Meaning(Kind.PERMISSION, "perhaps other credentials are meant: aws sts get-caller-identity tells");
            case "KMS.DisabledException", "KMS.KMSInvalidStateException", "KMS.InvalidStateException" ->
                new Meaning(Kind.CONFIGURATION, "enable the KMS key, or name another");
            case "KMS.NotFoundException",
                    "KMS.InvalidKeyUsageException",
                    "KMS.InvalidArnException",
                    "kms:KeyNotFound" ->
                new Meaning(Kind.CONFIGURATION, "perhaps correct the KMS key's id; its full ARN is the safest");
            case "ConditionalRequestConflict", "PreconditionFailed", "OperationAborted" ->
                new Meaning(Kind.CONFLICT, "another run, or another program, writes the same");
            case "InvalidObjectState" ->
                new Meaning(Kind.CONFIGURATION, "restore the object from its storage class first");
            case "BadDigest",
                    "InvalidDigest",
                    "InvalidPart",
                    "InvalidPartOrder",
                    "XAmzContentSHA256Mismatch",
                    "XAmzContentChecksumMismatch" ->
                new Meaning(Kind.INTEGRITY, "bytes changed on the way to the server; try again");
            case "SlowDown",
                    "Throttling",
                    "ThrottlingException",
                    "RequestLimitExceeded",
                    "TooManyRequests",
                    "TooManyRequestsException" ->
                new Meaning(Kind.UNAVAILABLE, "perhaps use fewer jobs, or try again later");
            case "RequestTimeout" -> new Meaning(Kind.UNAVAILABLE, "perhaps the network is too slow for so many jobs");
            case "NoSuchUpload" ->
                new Meaning(Kind.UNAVAILABLE, "perhaps a lifecycle rule, or somebody, has ended the upload; try again");
            case "NotImplemented", "XNotImplemented" ->
                new Meaning(
                        Kind.CONFIGURATION,
                        "the server does not know this operation or header; perhaps"
                                + " --aws-integrity when-required helps");
            default -> ofKind(failure);
        };
    }

    private static Meaning ofKind(AwsServiceException failure) {
        int status = failure.statusCode();
        if (status == 401 || status == 403) {
            return denied(failure);
        }
        return switch (status) {
            case 301, 307 -> otherRegion(failure);
            case 408, 429 -> new Meaning(Kind.UNAVAILABLE, TRY_LATER);
            case 409, 412 -> new Meaning(Kind.CONFLICT, "another run, or another program, writes the same");
            default ->
                status >= 500
                        ? new Meaning(Kind.UNAVAILABLE, TRY_LATER)
                        : new Meaning(Kind.CONFIGURATION, "perhaps the server does not take what a setting asks for");
        };
    }

    private static Meaning denied(AwsServiceException failure) {
        String message = String.valueOf(failure.getMessage());
        return new Meaning(
                Kind.PERMISSION,
                message.contains("kms:")
                        ? "let this role use the KMS key: kms:GenerateDataKey and kms:Decrypt"
                        : "let this role do it; aws sts get-caller-identity tells which role it is");
    }

    private static Meaning otherRegion(AwsServiceException failure) {
        String region = Optional.ofNullable(failure.awsErrorDetails())
                .map(AwsErrorDetails::sdkHttpResponse)
                .flatMap(response -> response.firstMatchingHeader("x-amz-bucket-region"))
                .or(() -> expectedRegion(String.valueOf(failure.getMessage())))
                .orElse("the region that the bucket is in");
        return new Meaning(Kind.CONFIGURATION, "give --aws-region " + region);
    }

    private static Optional<String> expectedRegion(String message) {
        Matcher matcher = EXPECTED_REGION.matcher(message);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Meaning ofClient(SdkException failure) {
        String message = String.valueOf(failure.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (failure instanceof ApiCallAttemptTimeoutException || failure instanceof ApiCallTimeoutException) {
            return new Meaning(Kind.UNAVAILABLE, "perhaps the network is slow or cut: --aws-timeout grants more time");
        }
        if (lower.contains("unable to load region")) {
            return new Meaning(Kind.CONFIGURATION, "give --aws-region, or set AWS_REGION");
        }
        if (lower.contains("credentials") || (lower.contains("sso") && lower.contains("token"))) {
            return new Meaning(
                    Kind.PERMISSION,
                    "give credentials as for the AWS CLI: AWS_ACCESS_KEY_ID, a profile, a container's or machine's role");
        }
        if (lower.contains("different checksum") || (lower.contains("checksum") && lower.contains("mismatch"))) {
            return new Meaning(Kind.INTEGRITY, "bytes changed on the way from the server; try again");
        }
        if (root(failure) instanceof UnknownHostException) {
            return new Meaning(
                    Kind.UNAVAILABLE, "perhaps correct --aws-endpoint or --aws-region, or the network is down");
        }
        return new Meaning(Kind.UNAVAILABLE, "perhaps the network is down, or --aws-endpoint names another server");
    }

    private static String reason(SdkException failure) {
        Throwable root = root(failure);
        if (root instanceof UnknownHostException) {
            return "unknown host " + root.getMessage();
        }
        String message = String.valueOf(failure.getMessage());
        // What follows is a page about each place where there are none.
        return message.startsWith("Unable to load credentials from any") ? "there are no credentials" : message;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
            root = root.getCause();
        }
        return root;
    }

    private record Meaning(Kind kind, String advice) {
        ExportException exception(String message, SdkException cause) {
            return new ExportException(kind, message, cause).withAdvice(advice);
        }
    }
}
