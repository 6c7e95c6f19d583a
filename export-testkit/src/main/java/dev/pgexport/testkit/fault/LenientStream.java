package dev.pgexport.testkit.fault;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes bytes for a server that may have stopped listening: it may have answered before it had the whole request, and
 * the answer is what counts.
 */
final class LenientStream extends OutputStream {
    private final OutputStream target;
    private boolean deaf;

    LenientStream(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            if (!deaf) {
                target.write(bytes, offset, length);
            }
        } catch (IOException e) {
            deaf = true;
        }
    }
}
