package dev.pgexport.snapshot.internal.storage;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * A bucket and what keys in it start with.
 *
 * @param prefix empty, or ends in {@code /} and does not start with one
 */
public record Place(String bucket, String prefix) {
    /**
     * RDS writes {@code _} for them; a colon it refuses. Source: Amazon RDS User Guide, "Exporting DB snapshot data to
     * Amazon S3", considerations.
     */
    private static final Pattern UNFIT = Pattern.compile("[:\\\\`\" ]");

    /**
     * Read {@code s3://bucket/prefix/}.
     *
     * @throws ExportException of kind CONFIGURATION when it is not of that form
     */
    public static Place of(URI uri) {
        String path = uri.getPath();
        if (!"s3".equals(uri.getScheme()) || uri.getAuthority() == null || path == null) {
            throw new ExportException(Kind.CONFIGURATION, "RDS writes to a bucket of S3 alone, not to " + uri)
                    .withAdvice("write it as s3://bucket/prefix/");
        }
        String prefix = path.replaceFirst("^/+", "");
        return new Place(uri.getAuthority(), prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/");
    }

    public Place resolve(String folder) {
        return new Place(bucket, prefix + folder + "/");
    }

    /**
     * Require that RDS writes under this very prefix.
     *
     * @throws ExportException of kind CONFIGURATION when it would not
     */
    public void requireFit() {
        if (UNFIT.matcher(prefix).find()) {
            throw new ExportException(
                            Kind.CONFIGURATION,
                            "RDS does not write to a prefix with a colon, a backslash, a quote or a space: " + this)
                    .withAdvice("choose a location and an --id without them");
        }
    }

    /** Return the prefix as RDS takes it: without the last slash. */
    public String rdsPrefix() {
        return prefix.replaceFirst("/$", "");
    }

    public URI uri(String key) {
        try {
            return new URI("s3", bucket, "/" + key, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix;
    }
}
