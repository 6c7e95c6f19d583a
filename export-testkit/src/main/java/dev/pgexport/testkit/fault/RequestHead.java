package dev.pgexport.testkit.fault;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is known of a request before its body is read. Buckets are named in the path, not in the host. */
final class RequestHead {
    private final MessageHead message;
    private final String method;
    private final String path;
    private final Set<String> parameters;

    private RequestHead(MessageHead message, String method, String path, Set<String> parameters) {
        this.message = message;
        this.method = method;
        this.path = path;
        this.parameters = parameters;
    }

    static RequestHead of(MessageHead message) throws IOException {
        String target = message.word(1);
        int question = target.indexOf('?');
        String query = question < 0 ? "" : target.substring(question + 1);
        return new RequestHead(
                message,
                message.word(0),
                decoded(question < 0 ? target : target.substring(0, question)),
                Arrays.stream(query.split("&", -1))
                        .map(parameter -> parameter.replaceFirst("=.*", ""))
                        .filter(parameter -> !parameter.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }

    MessageHead message() {
        return message;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    /** Return the names of the query's parameters, without their values. */
    Set<String> parameters() {
        return parameters;
    }

    /** Return the bucket, or nothing when none is named. */
    String bucket() {
        String[] names = path.split("/", 3);
        return names.length > 1 ? names[1] : "";
    }

    /** Return the key, or nothing when none is named. */
    String key() {
        String[] names = path.split("/", 3);
        return names.length > 2 ? names[2] : "";
    }

    Optional<String> header(String name) {
        return message.header(name);
    }

    /** Return whether the client waits for a sign to go on before it sends the body. */
    boolean expectsContinue() {
        return header("Expect").filter("100-continue"::equalsIgnoreCase).isPresent();
    }
}
