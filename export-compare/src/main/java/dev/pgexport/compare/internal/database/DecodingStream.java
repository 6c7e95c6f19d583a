package dev.pgexport.compare.internal.database;

import dev.pgexport.postgres.rows.RowDecoder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/** Has rows decoded as they are written. Overwrites what it is given, as decoders do. */
final class DecodingStream extends OutputStream {
    private final RowDecoder decoder;
    private final LongConsumer progress;

    DecodingStream(RowDecoder decoder, LongConsumer progress) {
        this.decoder = decoder;
        this.progress = progress;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        progress.accept(length);
        try {
            decoder.accept(bytes, offset, length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while decoding rows");
            interrupted.initCause(e);
            throw interrupted;
        }
    }
}
