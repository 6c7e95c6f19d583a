package dev.pgexport.engine;

import dev.pgexport.engine.RunProgress.ObjectProgress;
import dev.pgexport.engine.internal.Hashing;
import java.io.IOException;
import java.io.OutputStream;

/** Passes an object's stored bytes on to the sink and takes their checksums on the way; never closes the sink's stream. */
final class SinkStream extends OutputStream {
    private final OutputStream sink;
    private final ObjectProgress progress;
    private final Hashing hashing = new Hashing();
    private boolean open = true;

    SinkStream(OutputStream sink, ObjectProgress progress) {
        this.sink = sink;
        this.progress = progress;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (open) {
            sink.write(bytes, offset, length);
            hashing.update(bytes, offset, length);
            progress.stored(length);
        }
    }

    @Override
    public void flush() throws IOException {
        if (open) {
            sink.flush();
        }
    }

    /** Drop what still comes, as the end of a frame that nobody will read. */
    @Override
    public void close() {
        open = false;
    }

    Hashing hashing() {
        return hashing;
    }
}
