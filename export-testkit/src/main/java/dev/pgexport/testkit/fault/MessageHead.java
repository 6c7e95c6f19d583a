package dev.pgexport.testkit.fault;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What precedes the body of an HTTP message, as it came. Has no text of its own: it holds credentials. */
final class MessageHead {
    private static final int LIMIT = 1 << 18;

    private final byte[] bytes;
    private final String startLine;
    private final Map<String, String> headers;

    private MessageHead(byte[] bytes, String startLine, Map<String, String> headers) {
        this.bytes = bytes;
        this.startLine = startLine;
        this.headers = headers;
    }

    /**
     * Read a head.
     *
     * @return empty when the stream has ended
     * @throws EOFException when it ends in the middle of a head
     */
    static Optional<MessageHead> read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        boolean started = false;
        boolean emptyLine = true;
        for (int b = in.read(); b >= 0; b = in.read()) {
            bytes.write(b);
            if (b == '\n') {
                if (started && emptyLine) {
                    return Optional.of(parse(bytes.toByteArray()));
                }
                started |= !emptyLine;
                emptyLine = true;
            } else if (b != '\r') {
                emptyLine = false;
            }
            if (bytes.size() > LIMIT) {
                throw new IOException("the head of a message is larger than " + LIMIT + " bytes");
            }
        }
        if (bytes.size() == 0) {
            return Optional.empty();
        }
        throw new EOFException("the connection ended in the middle of a head");
    }

    private static MessageHead parse(byte[] bytes) {
        List<String> lines = new String(bytes, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.merge(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip(),
                        (a, b) -> a + ", " + b);
            }
        }
        return new MessageHead(bytes, lines.get(0), headers);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    int length() {
        return bytes.length;
    }

    /** Return a word of the first line, counted from 0. */
    String word(int number) throws IOException {
        String[] words = startLine.split(" ", 3);
        if (words.length <= number) {
            throw new IOException("not a message of HTTP/1.1");
        }
        return words[number];
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
