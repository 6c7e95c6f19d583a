package dev.pgexport.aws;

import dev.pgexport.api.setting.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How AWS, or a server that speaks its protocols, is reached.
 *
 * @param region empty for what the environment, the profile or the machine says
 * @param profile empty for the default chain of credentials; given, it alone counts
 * @param endpoint http or https, with a host
 * @param pathStyle empty for path style wherever the endpoint is not Amazon's
 * @param integrity when checksums are sent
 * @param attempts 1 to 20
 * @param timeout 1 second to 1 hour, for one attempt of a request
 */
public record AwsSettings(
        @Setting(
                key = "aws.region",
                placeholder = "REGION",
                description = "Region, as in eu-central-1 or us-gov-west-1; without it the one that AWS_REGION, the"
                        + " profile or the machine's metadata name")
        Optional<String> region,

        @Setting(
                key = "aws.profile",
                placeholder = "NAME",
                description =
                        "Profile of ~/.aws/config that gives credentials and region; without it the default chain:"
                                + " variables, web identity, AWS_PROFILE, the container's or machine's role")
        Optional<String> profile,

        @Setting(
                key = "aws.endpoint",
                placeholder = "URI",
                description = "Server to talk to instead of AWS, as in http://localhost:4566")
        Optional<URI> endpoint,

        @Setting(
                key = "aws.path-style",
                description =
                        "Whether the bucket is in the path (http://server/bucket/) instead of the host name; without"
                                + " it, wherever the endpoint is not Amazon's")
        Optional<Boolean> pathStyle,

        @Setting(
                key = "aws.integrity",
                defaultValue = "when-supported",
                description = "When checksums are sent and checked; when-required is for servers that refuse those that"
                        + " they do not know")
        Integrity integrity,

        @Setting(
                key = "aws.attempts",
                defaultValue = "5",
                minimum = "1",
                maximum = "20",
                description = "How often a request is tried before it has failed")
        int attempts,

        @Setting(
                key = "aws.timeout",
                defaultValue = "60s",
                minimum = "1s",
                maximum = "1h",
                description =
                        "How long one attempt of a request may take; more is granted by the size of what it sends")
        Duration timeout) {

    public AwsSettings {
        endpoint.ifPresent(AwsSettings::check);
    }

    private static void check(URI endpoint) {
        String scheme = String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT);
        boolean usable = (scheme.equals("http") || scheme.equals("https")) && endpoint.getHost() != null;
        if (!usable || endpoint.getRawUserInfo() != null) {
            throw new IllegalArgumentException("aws.endpoint is a URI such as https://s3.example.com:9000");
        }
    }

    /** Return the settings that hold when nothing is told otherwise. */
    public static AwsSettings defaults() {
        return new AwsSettings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Integrity.WHEN_SUPPORTED,
                5,
                Duration.ofSeconds(60));
    }

    /** Return the same settings for one region. */
    public AwsSettings withRegion(String other) {
        return new AwsSettings(Optional.of(other), profile, endpoint, pathStyle, integrity, attempts, timeout);
    }

    /** Return whether requests to S3 name the bucket in the path. */
    public boolean effectivePathStyle() {
        return pathStyle.orElse(endpoint.isPresent() && !isAmazons());
    }

    private boolean isAmazons() {
        return endpoint.map(URI::getHost)
                .map(host -> host.toLowerCase(Locale.ROOT))
                .filter(host -> host.endsWith(".amazonaws.com")
                        || host.contains(".amazonaws.com.")
                        || host.endsWith(".api.aws"))
                .isPresent();
    }
}
