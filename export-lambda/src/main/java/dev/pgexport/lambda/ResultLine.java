package dev.pgexport.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Finds a run's result among what it writes to standard output, which goes there, too: in the log of a function both are of use. */
final class ResultLine {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream stream;

    ResultLine(PrintStream out) {
        stream = new PrintStream(new Both(written, out), true, StandardCharsets.UTF_8);
    }

    /** Return where a run writes. */
    PrintStream stream() {
        return stream;
    }

    /** Return the result: the object that names the export, or says why another run makes it. */
    String line() {
        ObjectMapper mapper = new ObjectMapper();
        return written.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> isResult(mapper, line))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a run that wrote no result"));
    }

    /** Metrics, which have a field of their own, may be among the lines. */
    private static boolean isResult(ObjectMapper mapper, String line) {
        try {
            JsonNode node = mapper.readTree(line);
            return node.isObject() && (node.has("export") || node.has("skipped")) && !node.has("_aws");
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** Writes to two streams; neither fails. */
    private static final class Both extends OutputStream {
        private final ByteArrayOutputStream one;
        private final PrintStream other;

        Both(ByteArrayOutputStream one, PrintStream other) {
            this.one = one;
            this.other = other;
        }

        @Override
        public void write(int value) {
            one.write(value);
            other.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            one.write(bytes, offset, length);
            other.write(bytes, offset, length);
        }

        @Override
        public void flush() {
            other.flush();
        }
    }
}
