package dev.pgexport.aws.authentication;

import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.Region;

/**
 * Signs tokens for the login to databases, without asking anybody. Thread-safe.
 *
 * <p>A token is the URL of a request to the service {@code rds-db}, signed in advance, without its scheme. The SDK's module
 * {@code rds} makes the same, which a test holds; it is not used here because a signature is not worth its jar of 6 MB, and
 * its clock cannot be set.
 */
final class TokenSigner {
    /** What a database grants a token at most. */
    private static final Duration LIFE = Duration.ofMinutes(15);

    private static final String SCHEME = "https";

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final Clock clock;

    TokenSigner(Clock clock) {
        this.clock = clock;
    }

    String sign(Endpoint endpoint, Region region, String user, AwsCredentialsIdentity identity) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .protocol(SCHEME)
                .host(endpoint.address().host())
                .port(endpoint.address().port())
                .encodedPath("/")
                .putRawQueryParameter("DBUser", user)
                .putRawQueryParameter("Action", "connect")
                .build();
        return signer.sign(sign -> sign.identity(identity)
                        .request(request)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region.id())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "rds-db")
                        .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, LIFE)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request()
                .getUri()
                .toString()
                .substring((SCHEME + "://").length());
    }
}
