package dev.pgexport.pgdump;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Passes on to an output whatever is read of an input: one reading both decodes and copies. Closes neither. */
final class PassingStream extends InputStream {
    private final InputStream input;
    private final OutputStream output;
    private long count;

    PassingStream(InputStream input, OutputStream output) {
        this.input = input;
        this.output = output;
    }

    /** Return how many bytes have passed. */
    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = input.read(bytes, offset, length);
        if (read > 0) {
            count += read;
            try {
                output.write(bytes, offset, read);
            } catch (IOException e) {
                throw new OutputFailure(e);
            }
        }
        return read;
    }

    @Override
    public int available() throws IOException {
        return input.available();
    }

    /** A failure of the output, told from those of the input and of decoding. */
    static final class OutputFailure extends IOException {
        private static final long serialVersionUID = 1L;

        private final IOException original;

        OutputFailure(IOException original) {
            super(original);
            this.original = original;
        }

        IOException original() {
            return original;
        }
    }
}
