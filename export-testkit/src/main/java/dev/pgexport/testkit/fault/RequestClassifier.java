package dev.pgexport.testkit.fault;

import java.util.Locale;
import java.util.Set;

/** Tells what a request asks of S3. A parameter that changes the meaning of a request, and is not known, makes it OTHER. */
final class RequestClassifier {
    private static final Set<String> OF_OBJECTS = Set.of("versionId", "partNumber", "x-id");
    private static final Set<String> OF_LISTS = Set.of(
            "list-type",
            "prefix",
            "delimiter",
            "max-keys",
            "marker",
            "start-after",
            "continuation-token",
            "encoding-type",
            "fetch-owner",
            "x-id");

    private RequestClassifier() {}

    static RequestKind classify(RequestHead request) {
        return switch (request.method()) {
            case "POST" -> post(request);
            case "PUT" -> put(request);
            case "GET" -> get(request);
            case "HEAD" -> ofObject(request, RequestKind.HEAD);
            case "DELETE" -> has(request, "uploadId") ? RequestKind.ABORT : ofObject(request, RequestKind.DELETE);
            default -> RequestKind.OTHER;
        };
    }

    private static RequestKind post(RequestHead request) {
        if (has(request, "uploads")) {
            return RequestKind.CREATE_MULTIPART;
        }
        if (has(request, "uploadId")) {
            return RequestKind.COMPLETE;
        }
        return has(request, "delete") ? RequestKind.DELETE_MANY : RequestKind.OTHER;
    }

    private static RequestKind put(RequestHead request) {
        boolean copies = request.header("x-amz-copy-source").isPresent();
        if (has(request, "uploadId")) {
            return copies ? RequestKind.UPLOAD_PART_COPY : RequestKind.UPLOAD_PART;
        }
        return ofObject(request, copies ? RequestKind.COPY : RequestKind.PUT);
    }

    private static RequestKind get(RequestHead request) {
        if (has(request, "uploads")) {
            return RequestKind.LIST_UPLOADS;
        }
        if (has(request, "uploadId")) {
            return RequestKind.LIST_PARTS;
        }
        boolean ofBucket = !request.bucket().isEmpty() && request.key().isEmpty();
        return ofBucket && knowsOnly(request, OF_LISTS) ? RequestKind.LIST : ofObject(request, RequestKind.GET);
    }

    private static RequestKind ofObject(RequestHead request, RequestKind kind) {
        return !request.key().isEmpty() && knowsOnly(request, OF_OBJECTS) ? kind : RequestKind.OTHER;
    }

    private static boolean has(RequestHead request, String parameter) {
        return request.parameters().contains(parameter);
    }

    /** A signature may be in the query, and a GET may name the headers of its answer: neither changes the meaning. */
    private static boolean knowsOnly(RequestHead request, Set<String> known) {
        return request.parameters().stream()
                .filter(parameter -> !parameter.toLowerCase(Locale.ROOT).startsWith("x-amz-"))
                .filter(parameter -> !parameter.startsWith("response-"))
                .allMatch(known::contains);
    }
}
