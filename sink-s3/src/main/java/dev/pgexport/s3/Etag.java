package dev.pgexport.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** The ETags that S3 makes, for objects that no key of KMS encrypts. */
final class Etag {
    private static final Pattern STRONG = Pattern.compile("\"[!#-~]{1,1024}\"");

    private Etag() {}

    /** Whether an ETag changes with every byte: one that starts with W/ need not, and some servers have none. */
    static boolean isStrong(String etag) {
        return STRONG.matcher(etag).matches();
    }

    static String of(byte[] md5) {
        return '"' + HexFormat.of().formatHex(md5) + '"';
    }

    /** Return the ETag of an object made of parts; one that matches nothing when those of the parts are of another kind. */
    static String of(List<CompletedPart> parts) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            for (CompletedPart part : parts) {
                md5.update(HexFormat.of().parseHex(part.eTag().replace("\"", "")));
            }
            return '"' + HexFormat.of().formatHex(md5.digest()) + "-" + parts.size() + '"';
        } catch (IllegalArgumentException e) {
            return "unknown";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
