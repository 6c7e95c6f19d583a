package dev.pgexport.snapshot.internal.rds;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ARN of a snapshot. RDS describes snapshots by their identifiers alone, so that one that is given by its ARN is asked
 * for by the identifier in it.
 *
 * <p>Source: Amazon RDS User Guide, "Amazon Resource Names (ARNs) in Amazon RDS": {@code
 * arn:<partition>:rds:<region>:<account>:snapshot:<name>}, and {@code cluster-snapshot} for that of a cluster; the names of
 * automated ones have a colon of their own.
 *
 * @param arn as it was given
 * @param cluster whether it is of a cluster
 */
record SnapshotArn(String arn, String region, boolean cluster, String identifier) {
    private static final Pattern FORM =
            Pattern.compile("arn:[a-z0-9-]+:rds:([a-z0-9-]+):\\d{12}:(cluster-)?snapshot:(.+)");

    /** Return the ARN; empty when the text is none of a snapshot. */
    static Optional<SnapshotArn> of(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new SnapshotArn(text, matcher.group(1), matcher.group(2) != null, matcher.group(3)))
                : Optional.empty();
    }
}
