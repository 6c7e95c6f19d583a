package dev.pgexport.lambda;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Keeps what a run writes to standard output, its result, which goes there, too: in the log of a function it is of use. */
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

    /** Return the result, all that {@code --json} writes: metrics are a part of it. */
    String line() {
        String line = written.toString(StandardCharsets.UTF_8).strip();
        if (line.isEmpty()) {
            throw new IllegalStateException("a run that wrote no result");
        }
        return line;
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
