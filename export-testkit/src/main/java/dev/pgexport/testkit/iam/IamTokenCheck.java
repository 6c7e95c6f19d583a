package dev.pgexport.testkit.iam;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks tokens for the login to a database by computing their signatures anew.
 *
 * <p>Source: AWS documentation, "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)", and the
 * service {@code rds-db} of "IAM database authentication".
 *
 * @param server the database's host and port, as in {@code host:5432}
 * @param region the database's region
 * @param key whose signature counts
 * @param clock says when a token is too old
 */
public record IamTokenCheck(String server, String region, AccessKey key, Clock clock) {
    private static final Duration LIFE = Duration.ofMinutes(15);
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Say why a token does not let a user in; empty when it does. */
    Optional<String> refusal(String user, String token) {
        int query = token.indexOf("/?");
        if (query < 0) {
            return Optional.of("it is not a token");
        }
        if (!token.substring(0, query).equals(server)) {
            return Optional.of("it is for another server: " + token.substring(0, query));
        }
        Map<String, String> parameters = new TreeMap<>();
        for (String parameter : token.substring(query + 2).split("&", -1)) {
            String[] halves = parameter.split("=", 2);
            parameters.put(decoded(halves[0]), halves.length > 1 ? decoded(halves[1]) : "");
        }
        return refusal(user, parameters);
    }

    private Optional<String> refusal(String user, Map<String, String> parameters) {
        String time = parameters.getOrDefault("X-Amz-Date", "");
        String scope = time.replaceFirst("T.*", "") + "/" + region + "/rds-db/aws4_request";
        Map<String, String> expected = new TreeMap<>(Map.of(
                "Action",
                "connect",
                "DBUser",
                user,
                "X-Amz-Algorithm",
                ALGORITHM,
                "X-Amz-Credential",
                key.id() + "/" + scope,
                "X-Amz-SignedHeaders",
                "host"));
        key.sessionToken().ifPresent(token -> expected.put("X-Amz-Security-Token", token));
        for (Map.Entry<String, String> entry : expected.entrySet()) {
            if (!entry.getValue().equals(parameters.get(entry.getKey()))) {
                return Optional.of("wrong " + entry.getKey());
            }
        }
        Map<String, String> signed = new TreeMap<>(parameters);
        String signature = Optional.ofNullable(signed.remove("X-Amz-Signature")).orElse("");
        if (!signature.equals(signature(signed, time, scope))) {
            return Optional.of("wrong signature");
        }
        return untimely(time, parameters.getOrDefault("X-Amz-Expires", ""));
    }

    private Optional<String> untimely(String time, String expires) {
        try {
            Instant made = TIME.parse(time, Instant::from);
            Duration asked = Duration.ofSeconds(Long.parseLong(expires));
            Instant now = clock.instant();
            if (made.isAfter(now.plus(SKEW))) {
                return Optional.of("it was made in the future");
            }
            return now.isAfter(made.plus(asked.compareTo(LIFE) < 0 ? asked : LIFE))
                    ? Optional.of("it has expired")
                    : Optional.empty();
        } catch (DateTimeParseException | NumberFormatException e) {
            return Optional.of("it does not say when it was made: " + e.getMessage());
        }
    }

    private String signature(Map<String, String> parameters, String time, String scope) {
        String query = parameters.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        String request = "GET\n/\n" + query + "\nhost:" + server + "\n\nhost\n" + hash("");
        String text = ALGORITHM + "\n" + time + "\n" + scope + "\n" + hash(request);
        byte[] signing = ("AWS4" + key.secret()).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            signing = authenticated(signing, part);
        }
        return HexFormat.of().formatHex(authenticated(signing, text));
    }

    private static byte[] authenticated(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
