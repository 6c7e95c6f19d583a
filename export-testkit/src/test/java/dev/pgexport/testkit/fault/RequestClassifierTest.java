package dev.pgexport.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestClassifierTest {
    private static RequestHead request(String method, String target, String... headers) throws IOException {
        String head = method + " " + target + " HTTP/1.1\r\nHost: s3\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        return RequestHead.of(MessageHead.read(new ByteArrayInputStream(head.getBytes(StandardCharsets.US_ASCII)))
                .orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE_MULTIPART, POST, /b/a/key?uploads",
        "CREATE_MULTIPART, POST, /b/a/key?uploads=",
        "UPLOAD_PART, PUT, /b/key?partNumber=7&uploadId=x",
        "COMPLETE, POST, /b/key?uploadId=x",
        "ABORT, DELETE, /b/key?uploadId=x",
        "LIST_UPLOADS, GET, /b?uploads&prefix=a",
        "LIST_UPLOADS, GET, /b/?uploads&prefix=a",
        "LIST_PARTS, GET, /b/key?uploadId=x",
        "PUT, PUT, /b/key",
        "PUT, PUT, /b/key?x-id=PutObject",
        "PUT, PUT, /b/key?X-Amz-Signature=x&X-Amz-Date=y",
        "GET, GET, /b/key",
        "GET, GET, /b/key?versionId=1",
        "GET, GET, /b/key?response-content-type=text",
        "HEAD, HEAD, /b/key",
        "HEAD, HEAD, /b/key?partNumber=1",
        "LIST, GET, /b?list-type=2&prefix=a%2Fb&continuation-token=c",
        "LIST, GET, /b/",
        "LIST, GET, /b?prefix=uploads",
        "DELETE, DELETE, /b/key",
        "DELETE, DELETE, /b/key?versionId=1",
        "DELETE_MANY, POST, /b?delete",
        "OTHER, GET, /",
        "OTHER, HEAD, /b",
        "OTHER, PUT, /b",
        "OTHER, PUT, /b/key?tagging",
        "OTHER, GET, /b/key?acl",
        "OTHER, GET, /b?versioning",
        "OTHER, GET, /b?versions",
        "OTHER, POST, /b/key?restore",
        "OTHER, DELETE, /b",
        "OTHER, DELETE, /b/key?tagging",
        "OTHER, OPTIONS, /b/key"
    })
    void aRequestIsOfTheKindThatItsMethodAndItsQueryMake(RequestKind kind, String method, String target)
            throws IOException {
        assertThat(RequestClassifier.classify(request(method, target))).isEqualTo(kind);
    }

    @Test
    void aSourceToCopyMakesAPutACopy() throws IOException {
        assertThat(RequestClassifier.classify(request("PUT", "/b/key", "X-Amz-Copy-Source: /b/other")))
                .isEqualTo(RequestKind.COPY);
        assertThat(RequestClassifier.classify(
                        request("PUT", "/b/key?partNumber=1&uploadId=x", "x-amz-copy-source: /b/other")))
                .isEqualTo(RequestKind.UPLOAD_PART_COPY);
    }

    @Test
    void bucketAndKeyAreDecoded() throws IOException {
        RequestHead request = request("GET", "/some-bucket/a%20b/c+d/%C3%A4?versionId=1");

        assertThat(request.bucket()).isEqualTo("some-bucket");
        assertThat(request.key()).isEqualTo("a b/c+d/ä");
    }
}
