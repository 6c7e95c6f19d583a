package dev.pgexport.engine;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.Written;
import dev.pgexport.engine.RunProgress.ObjectProgress;
import dev.pgexport.engine.codec.Compression;
import dev.pgexport.engine.internal.Hashing;
import java.io.IOException;
import java.io.OutputStream;

/** Takes the bytes of one object from its source through the codec and the checksums into the sink's stream, in one pass. */
final class ObjectPipeline {
    private final Compression compression;
    private final byte[] buffer;
    private final ObjectProgress progress;

    /** What went through. */
    record Passed(Written written, long bytes, Checksums checksums, long decodedBytes) {}

    /** @param buffer used while {@link #pass} runs */
    ObjectPipeline(Compression compression, byte[] buffer, ObjectProgress progress) {
        this.compression = compression;
        this.buffer = buffer;
        this.progress = progress;
    }

    /** Write an object to its end. Returns only when the source has returned and the codec's format is complete. */
    Passed pass(ExportObject object, OutputStream sink) throws IOException, InterruptedException {
        SinkStream stored = new SinkStream(sink, progress);
        OutputStream codec = compression.compress(stored);
        Written written;
        SourceStream source = new SourceStream(codec, buffer, progress);
        try {
            written = object.writeTo(source);
            source.end();
        } catch (Throwable failure) {
            source.abandon();
            stored.close();
            release(codec, failure);
            throw failure;
        }
        codec.close();
        Hashing hashing = stored.hashing();
        return new Passed(written, hashing.bytes(), hashing.checksums(), source.bytes());
    }

    /** Free the codec's memory, which is not the JVM's. */
    private static void release(OutputStream codec, Throwable failure) {
        try {
            codec.close();
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
