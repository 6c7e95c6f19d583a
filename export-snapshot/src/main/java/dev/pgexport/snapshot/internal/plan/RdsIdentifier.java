package dev.pgexport.snapshot.internal.plan;

import dev.pgexport.api.ExportId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What the tasks and snapshots of one export are called: the same at each start of its run, and different from those of
 * every other export.
 *
 * <p>Sources: Amazon RDS API Reference, "StartExportTask" and "CreateDBSnapshot": letters, digits and single hyphens, a
 * letter first, no hyphen last; names of tasks have at most 60 characters.
 *
 * @param base without the number of the attempt
 */
public record RdsIdentifier(String base) {
    /** What all of them start with, so that a policy can name them. */
    public static final String PREFIX = "pgexport-";

    /** The key of the tag that says of which export a snapshot was made. */
    public static final String TAG = "pgexport";

    private static final int MAXIMAL_LENGTH = 60;
    private static final int MAXIMAL_SUFFIX = "-99".length();
    private static final int DIGEST_BYTES = 4;

    /** Two exports may have one id, in two locations. */
    public static RdsIdentifier of(ExportId id, String location) {
        String digest = digest(location + "\n" + id.value());
        String plain = id.value().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        int room = MAXIMAL_LENGTH - MAXIMAL_SUFFIX - PREFIX.length() - 1 - digest.length();
        String cut = (plain.length() > room ? plain.substring(0, room) : plain).replaceAll("-$", "");
        return new RdsIdentifier(PREFIX + cut + "-" + digest);
    }

    /** Return the name of an attempt, from 1 to 99. */
    public String attempt(int number) {
        if (number < 1 || number > 99) {
            throw new IllegalArgumentException("the number of an attempt is 1 to 99: " + number);
        }
        return base + "-" + number;
    }

    private static String digest(String text) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
