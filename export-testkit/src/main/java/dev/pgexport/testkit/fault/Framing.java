package dev.pgexport.testkit.fault;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** How the end of a message's body is known. */
sealed interface Framing {
    /** Return the length of the body, where it is known before the body is read. */
    OptionalLong length();

    /**
     * Copy the body, as it came.
     *
     * @throws EOFException when the stream ends before the body does
     */
    void copy(InputStream in, OutputStream out) throws IOException;

    static Framing ofRequest(MessageHead head) throws IOException {
        return declared(head).orElse(new Length(0));
    }

    /**
     * Return how an answer ends.
     *
     * @param method of the request
     */
    static Framing ofAnswer(MessageHead head, String method, int status) throws IOException {
        boolean bodiless = method.equals("HEAD") || status < 200 || status == 204 || status == 304;
        return bodiless ? new Length(0) : declared(head).orElse(new UntilClose());
    }

    private static Optional<Framing> declared(MessageHead head) throws IOException {
        if (head.header("Transfer-Encoding")
                .filter(encodings -> encodings.toLowerCase(Locale.ROOT).endsWith("chunked"))
                .isPresent()) {
            return Optional.of(new Chunked());
        }
        Optional<String> length = head.header("Content-Length");
        return length.isPresent() ? Optional.of(new Length(number(length.get(), 10))) : Optional.empty();
    }

    private static long number(String digits, int radix) throws IOException {
        try {
            return Long.parseUnsignedLong(digits, radix);
        } catch (NumberFormatException e) {
            throw new IOException("not the length of a body", e);
        }
    }

    /** A body of a given length, also of none. */
    record Length(long bytes) implements Framing {
        @Override
        public OptionalLong length() {
            return OptionalLong.of(bytes);
        }

        @Override
        public void copy(InputStream in, OutputStream out) throws IOException {
            byte[] buffer = new byte[(int) Math.min(bytes, Peer.BUFFER_BYTES)];
            for (long left = bytes; left > 0; ) {
                int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (count < 0) {
                    throw new EOFException("the connection ended in the middle of a body");
                }
                out.write(buffer, 0, count);
                left -= count;
            }
        }
    }

    /** A body in chunks, each with its length; the last one is empty. */
    record Chunked() implements Framing {
        @Override
        public OptionalLong length() {
            return OptionalLong.empty();
        }

        @Override
        public void copy(InputStream in, OutputStream out) throws IOException {
            for (long chunk = copyLength(in, out); chunk > 0; chunk = copyLength(in, out)) {
                new Length(chunk).copy(in, out);
                copyLine(in, out);
            }
            while (!copyLine(in, out).isEmpty()) {
                // A trailer.
            }
        }

        private static long copyLength(InputStream in, OutputStream out) throws IOException {
            return number(copyLine(in, out).replaceFirst(";.*", "").strip(), 16);
        }

        private static String copyLine(InputStream in, OutputStream out) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0 || line.size() > Peer.BUFFER_BYTES) {
                    throw new EOFException("the connection ended in the middle of a chunk");
                }
                line.write(b);
            }
            line.write('\n');
            out.write(line.toByteArray());
            return line.toString(StandardCharsets.ISO_8859_1).strip();
        }
    }

    /** A body that ends when its connection does. */
    record UntilClose() implements Framing {
        @Override
        public OptionalLong length() {
            return OptionalLong.empty();
        }

        @Override
        public void copy(InputStream in, OutputStream out) throws IOException {
            in.transferTo(out);
        }
    }
}
