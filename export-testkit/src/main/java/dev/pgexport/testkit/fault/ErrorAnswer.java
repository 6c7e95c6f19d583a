package dev.pgexport.testkit.fault;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * An error as S3 answers it.
 *
 * @param status of HTTP
 * @param code of S3
 */
record ErrorAnswer(int status, String code) {
    /**
     * Return the whole answer.
     *
     * @param last whether the connection ends after it
     */
    byte[] toBytes(RequestHead request, String requestId, boolean last) {
        byte[] body = body(request, requestId).getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + " " + code + "\r\n"
                + "x-amz-request-id: " + requestId + "\r\n"
                + "x-amz-id-2: fault-front\r\n"
                + "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)) + "\r\n"
                + "Content-Type: application/xml\r\n"
                + "Content-Length: " + body.length + "\r\n"
                + (last ? "Connection: close\r\n" : "")
                + "\r\n";
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        if (!request.method().equals("HEAD")) {
            whole.writeBytes(body);
        }
        return whole.toByteArray();
    }

    private String body(RequestHead request, String requestId) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + escaped(code)
                + "</Code><Message>The fault-injecting front answered so on purpose.</Message><Resource>"
                + escaped(request.path()) + "</Resource><RequestId>" + requestId
                + "</RequestId><HostId>fault-front</HostId></Error>";
    }

    private static String escaped(String text) {
        // XML has no way to write most control characters.
        return text.replaceAll("\\p{Cntrl}", "?")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
