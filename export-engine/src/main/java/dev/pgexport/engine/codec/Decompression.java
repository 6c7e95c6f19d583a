package dev.pgexport.engine.codec;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.pgexport.api.manifest.Codec;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Opens what {@link Compression} and the usual tools wrote. */
public final class Decompression {
    private Decompression() {}

    /**
     * Open a stream of the decompressed bytes of {@code in}; concatenated members are one. Closing it closes {@code in}.
     *
     * <p>What is cut off, damaged or followed by anything else ends in an {@link IOException}, not in an end of file.
     */
    public static InputStream open(Codec codec, InputStream in) throws IOException {
        if (codec == Codec.NONE) {
            return in;
        }
        PushbackInputStream checked = new PushbackInputStream(in, 1);
        int first = checked.read();
        if (first < 0) {
            // Every codec writes a header, even for no bytes; some decoders take none for an empty end.
            throw new EOFException("no bytes, where even an empty object has a header");
        }
        checked.unread(first);
        return switch (codec) {
            case NONE -> checked;
            case GZIP ->
                GzipCompressorInputStream.builder()
                        .setInputStream(checked)
                        .setDecompressConcatenated(true)
                        .get();
            case ZSTD -> new ZstdInputStreamNoFinalizer(checked, RecyclingBufferPool.INSTANCE);
            case LZ4 -> new LZ4FrameInputStream(checked);
        };
    }
}
