package dev.pgexport.testkit.s3;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * A real S3 server for tests, on loopback only, by path style, with the rights of its owner.
 *
 * <p>It goes away, with what it stores, when it is closed or when this process ends, however it ends. Thread-safe.
 */
public final class S3Server implements AutoCloseable {
    /** The region of every server. */
    static final String REGION = "us-east-1";

    private final S3Kind kind;
    private final URI endpoint;
    private final S3Credentials credentials;
    private final Optional<String> kmsKey;
    private final Runnable stop;
    private final S3Client client;

    S3Server(S3Kind kind, URI endpoint, S3Credentials credentials, Optional<String> kmsKey, Runnable stop) {
        this.kind = kind;
        this.endpoint = endpoint;
        this.credentials = credentials;
        this.kmsKey = kmsKey;
        this.stop = stop;
        client = clientBuilder().build();
    }

    /** Return which program it is. */
    public S3Kind kind() {
        return kind;
    }

    /** Return the name of the program, for people. */
    public String name() {
        return kind.toString();
    }

    /** Return the address, with scheme and port and without a path. */
    public URI endpoint() {
        return endpoint;
    }

    /** Return the region, as the SDK names it. */
    public String region() {
        return REGION;
    }

    /** Return the owner's access key id. */
    public String accessKeyId() {
        return credentials.accessKeyId();
    }

    /** Return the owner's secret access key. */
    public String secretAccessKey() {
        return credentials.secretAccessKey();
    }

    /** Return what it does of what S3 does, unmodifiable. */
    public Set<S3Capability> capabilities() {
        return kind.capabilities();
    }

    /** Return whether it does that. */
    public boolean can(S3Capability capability) {
        return kind.can(capability);
    }

    /** Return the id of a key for server-side encryption; empty when it cannot do {@link S3Capability#KMS}. */
    public Optional<String> kmsKey() {
        return kmsKey;
    }

    /** Return the owner's client, to arrange and to look behind what is tested. Leave closing it to the server. */
    public S3Client client() {
        return client;
    }

    /** Return a builder of the owner's clients, for a test that needs another one. Close what it builds. */
    public S3ClientBuilder clientBuilder() {
        return clientBuilder(credentials);
    }

    /** Return a builder of clients with other credentials. Close what it builds. */
    public S3ClientBuilder clientBuilder(S3Credentials other) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.of(REGION))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(sdk(other)))
                .httpClientBuilder(UrlConnectionHttpClient.builder());
    }

    /** Create an empty bucket of a name that no other test has, and return the name. */
    public String newBucket() {
        String bucket = newBucketName();
        client.createBucket(request -> request.bucket(bucket));
        return bucket;
    }

    /** Return the name of a bucket that does not exist. */
    public String newBucketName() {
        return "test-" + UUID.randomUUID();
    }

    /**
     * Return credentials that may do what a policy allows and nothing else.
     *
     * @param policy an IAM policy, as JSON
     * @throws IllegalStateException when the server does not enforce any, see {@link S3Capability#POLICIES}
     */
    public S3Credentials restrictedTo(String policy) {
        if (!can(S3Capability.POLICIES)) {
            throw new IllegalStateException(name() + " does not enforce policies: the test needs one that does");
        }
        try (StsClient sts = StsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(REGION))
                .credentialsProvider(StaticCredentialsProvider.create(sdk(credentials)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            Credentials session = sts.assumeRole(request -> request.roleArn("arn:aws:iam::000000000000:role/test")
                            .roleSessionName("test")
                            .policy(policy))
                    .credentials();
            return new S3Credentials(
                    session.accessKeyId(), session.secretAccessKey(), Optional.of(session.sessionToken()));
        }
    }

    static AwsCredentials sdk(S3Credentials credentials) {
        return credentials
                .sessionToken()
                .<AwsCredentials>map(token ->
                        AwsSessionCredentials.create(credentials.accessKeyId(), credentials.secretAccessKey(), token))
                .orElseGet(() -> AwsBasicCredentials.create(credentials.accessKeyId(), credentials.secretAccessKey()));
    }

    /** Stop the server at once and delete what it stores. */
    @Override
    public void close() {
        client.close();
        stop.run();
    }

    /** Return the name of the program, for the names of tests. */
    @Override
    public String toString() {
        return name();
    }
}
