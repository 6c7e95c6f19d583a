package dev.pgexport.s3;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ObjectName;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A bucket and what the keys of a location start with.
 *
 * @param bucket a bucket's name, or the alias of an access point
 * @param prefix empty, or ends in {@code /} and does not start with one
 */
record S3Location(String bucket, String prefix) {
    /** Also buckets from before 2018, which may have capitals and underscores. */
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,254}");

    private static final int MAXIMAL_KEY_BYTES = 1024;

    /**
     * Read {@code s3://bucket/prefix/}; the prefix is percent-encoded where a URI demands it.
     *
     * @throws ExportException of kind CONFIGURATION when it is not of that form
     */
    static S3Location of(URI location) {
        String bucket = location.getAuthority();
        if (bucket == null || !BUCKET.matcher(bucket).matches()) {
            throw wrong(location, "there is no bucket in it");
        }
        if (location.getRawQuery() != null || location.getRawFragment() != null) {
            throw wrong(location, "? and # are written as %3F and %23");
        }
        String path = location.getPath().replaceFirst("^/", "").replaceFirst("/$", "");
        if (path.isEmpty()) {
            return new S3Location(bucket, "");
        }
        boolean unsafe = Arrays.stream(path.split("/", -1))
                .anyMatch(segment -> segment.isEmpty()
                        || segment.equals(".")
                        || segment.equals("..")
                        || segment.codePoints().anyMatch(Character::isISOControl));
        if (unsafe) {
            throw wrong(location, "a segment of its path is empty, . or .., or has a control character");
        }
        return new S3Location(bucket, path + "/");
    }

    private static ExportException wrong(URI location, String reason) {
        return new ExportException(Kind.CONFIGURATION, "not a location in S3: " + location + ": " + reason)
                .withAdvice("write it as s3://bucket/prefix/");
    }

    /**
     * Return the key of an object.
     *
     * @throws ExportException of kind CONFIGURATION when S3 takes no key as long
     */
    String key(ObjectName name) {
        String key = prefix + name.value();
        if (key.getBytes(StandardCharsets.UTF_8).length > MAXIMAL_KEY_BYTES) {
            throw new ExportException(Kind.CONFIGURATION, "a key of S3 takes at most 1024 bytes: " + key)
                    .withAdvice("choose a location with a shorter prefix");
        }
        return key;
    }

    /** Return the name of the object with a key; empty when no object of a location can have it. */
    Optional<ObjectName> name(String key) {
        if (!key.startsWith(prefix) || key.endsWith("/")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ObjectName(key.substring(prefix.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Return what the keys of an export start with. */
    String keysOf(ExportId id) {
        return prefix + id.value() + "/";
    }

    /** Return what the keys of the sink's own objects start with. */
    String ownKeys() {
        return prefix + ObjectName.RESERVED_PREFIX + "/";
    }

    /** Return the key of an object of the sink's own that is about an export. */
    String ownKey(ExportId id, String suffix) {
        return ownKeys() + id.value() + suffix;
    }

    /** Return the export that an object of the sink's own is about, if it has that suffix. */
    Optional<ExportId> ownId(String key, String suffix) {
        if (!key.startsWith(ownKeys()) || !key.endsWith(suffix)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ExportId(key.substring(ownKeys().length(), key.length() - suffix.length())));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    String shown(String key) {
        return "s3://" + bucket + "/" + key;
    }

    @Override
    public String toString() {
        return shown(prefix);
    }
}
