package dev.pgexport.restore;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/** Passes bytes on but for the last piece, which a program gets only when it is known that all came. */
final class HeldBackStream extends OutputStream {
    private static final int LARGEST = 128 * 1024;

    private final OutputStream input;
    private final byte[] held = new byte[LARGEST];
    private int count;

    HeldBackStream(OutputStream input) {
        this.input = input;
    }

    /** Whoever reads has gone. */
    static final class Closed extends IOException {
        private static final long serialVersionUID = 1;

        Closed(IOException cause) {
            super("the program has closed its input", cause);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return;
        }
        pass(held, 0, count);
        count = Math.min(LARGEST, length);
        pass(bytes, offset, length - count);
        System.arraycopy(bytes, offset + length - count, held, 0, count);
    }

    /** Pass the last piece on, and say that it was the last. */
    void end() throws IOException {
        pass(held, 0, count);
        try {
            input.close();
        } catch (IOException e) {
            throw new Closed(e);
        }
    }

    private void pass(byte[] bytes, int offset, int length) throws IOException {
        try {
            input.write(bytes, offset, length);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new Closed(e);
        }
    }
}
