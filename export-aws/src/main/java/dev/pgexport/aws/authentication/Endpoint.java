package dev.pgexport.aws.authentication;

import dev.pgexport.api.ServerAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.Region;

/**
 * A database's endpoint, as Amazon RDS names it.
 *
 * <p>Source: Amazon RDS User Guide, "Finding the connection information"; in China the region follows {@code rds}, as in
 * {@code db.abc.rds.cn-north-1.amazonaws.com.cn}, elsewhere it goes before.
 *
 * @param address host and port
 */
record Endpoint(ServerAddress address) {
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9.-]+)(?::(\\d{1,5}))?");
    private static final Pattern REGION =
            Pattern.compile("\\.(?:([a-z]{2,}(?:-[a-z]+)+-\\d+)\\.rds|rds\\.([a-z]{2,}(?:-[a-z]+)+-\\d+))\\.");
    private static final int DEFAULT_PORT = 5432;

    /**
     * Read {@code host} or {@code host:port}.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static Endpoint parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "iam.endpoint is a host and a port, as in" + " app.abc123.eu-central-1.rds.amazonaws.com:5432");
        }
        int port = Optional.ofNullable(matcher.group(2)).map(Integer::valueOf).orElse(DEFAULT_PORT);
        return new Endpoint(new ServerAddress(matcher.group(1), port));
    }

    /** Return the region that the host's name tells; empty when it is none of Amazon's. */
    Optional<Region> region() {
        Matcher matcher = REGION.matcher(address.host());
        return matcher.find()
                ? Optional.ofNullable(matcher.group(1))
                        .or(() -> Optional.ofNullable(matcher.group(2)))
                        .map(Region::of)
                : Optional.empty();
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
