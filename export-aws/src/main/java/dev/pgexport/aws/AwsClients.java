package dev.pgexport.aws;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Makes clients of AWS's services that share one pool of connections, one region and one source of credentials.
 * Thread-safe; close it after its clients.
 *
 * <p>Requests are repeated by the SDK alone, in its standard mode: on what is worth it, with growing waits, and out of a
 * budget that many failures exhaust. Nothing is assumed of the partition: hosts and ARNs follow from the region.
 */
public final class AwsClients implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** For the wait for an answer; {@link AwsSettings#timeout} bounds the sending, too. */
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    private static final int CONNECTIONS = 128;

    private final AwsSettings settings;
    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final SdkHttpClient http;

    private AwsClients(AwsSettings settings, Region region, AwsCredentialsProvider credentials, SdkHttpClient http) {
        this.settings = settings;
        this.region = region;
        this.credentials = credentials;
        this.http = http;
    }

    /**
     * Find region and credentials as the SDK does it. Sends no request unless only the machine's metadata knows the region.
     *
     * @throws ExportException of kind CONFIGURATION when there is no region, PERMISSION when there is no such profile
     */
    public static AwsClients open(AwsSettings settings) {
        Region region = region(settings);
        AwsCredentialsProvider credentials = credentials(settings);
        SdkHttpClient http = Apache5HttpClient.builder()
                .maxConnections(CONNECTIONS)
                .connectionTimeout(min(CONNECT_TIMEOUT, settings.timeout()))
                .socketTimeout(min(READ_TIMEOUT, settings.timeout()))
                .connectionAcquisitionTimeout(settings.timeout())
                .tcpKeepAlive(true)
                .build();
        return new AwsClients(settings, region, credentials, http);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Region region(AwsSettings settings) {
        Optional<Region> found = settings.region().map(Region::of).or(() -> find(regions(settings)));
        // A server that is not Amazon's takes any: the SDK's own default for signing is this one.
        Optional<Region> region =
                settings.endpoint().isPresent() ? found.or(() -> Optional.of(Region.US_EAST_1)) : found;
        return region.orElseThrow(() -> new ExportException(Kind.CONFIGURATION, "no AWS region is set")
                .withAdvice("give --aws-region, or set AWS_REGION, or region in the profile"));
    }

    /** The machine's metadata, whose absence takes seconds to find out, is left out where a server is named. */
    private static AwsRegionProvider regions(AwsSettings settings) {
        if (settings.endpoint().isPresent() || settings.profile().isPresent()) {
            return new AwsRegionProviderChain(
                    new SystemSettingsRegionProvider(),
                    new AwsProfileRegionProvider(null, settings.profile().orElse(null)));
        }
        return DefaultAwsRegionProviderChain.builder().build();
    }

    private static Optional<Region> find(AwsRegionProvider provider) {
        try {
            return Optional.ofNullable(provider.getRegion());
        } catch (SdkClientException e) {
            return Optional.empty();
        }
    }

    /** A profile that was named wins over variables, as it does for the AWS CLI and not for the SDK's default chain. */
    private static AwsCredentialsProvider credentials(AwsSettings settings) {
        return settings.profile()
                .<AwsCredentialsProvider>map(name ->
                        ProfileCredentialsProvider.builder().profileName(name).build())
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    /** Configure the builder of a synchronous client, but for what only its service knows. */
    public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B configure(B builder) {
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder.httpClient(http)
                .region(region)
                .credentialsProvider(credentials)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(settings.attempts())
                                .build())
                        .apiCallAttemptTimeout(settings.timeout())
                        .build());
    }

    public Region region() {
        return region;
    }

    /** Return where credentials come from; they are fetched, and fetched again before they expire, when they are asked for. */
    public AwsCredentialsProvider credentials() {
        return credentials;
    }

    public AwsSettings settings() {
        return settings;
    }

    @Override
    public void close() {
        http.close();
        if (credentials instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }
}
