package dev.pgexport.engine.codec;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.pgexport.api.manifest.Codec;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.xxhash.XXHashFactory;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * How objects are compressed.
 *
 * @param codec the format
 * @param level how hard: gzip 1 to 9, zstd 1 to 19 (more would need more memory than a run may take), lz4 1 to 12; 0
 *     for none
 */
public record Compression(Codec codec, int level) {
    private static final int LZ4_FIRST_HIGH_LEVEL = 3;
    private static final int BUFFER_BYTES = 1 << 16;

    public Compression {
        checkLevel(codec, level);
    }

    /** Return what leaves the bytes as they are. */
    public static Compression none() {
        return new Compression(Codec.NONE, 0);
    }

    public static int defaultLevel(Codec codec) {
        return switch (codec) {
            case NONE -> 0;
            case GZIP -> 6;
            case ZSTD -> 3;
            case LZ4 -> 1;
        };
    }

    /** Throw {@link IllegalArgumentException} when a codec has no such level. */
    public static void checkLevel(Codec codec, int level) {
        int least = codec == Codec.NONE ? 0 : 1;
        int most = switch (codec) {
            case NONE -> 0;
            case GZIP -> 9;
            case ZSTD -> 19;
            case LZ4 -> 12;
        };
        if (level < least || level > most) {
            throw new IllegalArgumentException(
                    codec == Codec.NONE
                            ? "without compression there is no level"
                            : "the level of " + codec.name().toLowerCase(Locale.ROOT) + " is " + least + " to " + most
                                    + ": " + level);
        }
    }

    /** Open a stream that compresses into {@code out}. Closing it completes the format and closes {@code out}. */
    public OutputStream compress(OutputStream out) throws IOException {
        return switch (codec) {
            case NONE -> out;
            case GZIP -> gzip(out);
            case ZSTD -> zstd(out);
            case LZ4 -> lz4(out);
        };
    }

    private OutputStream gzip(OutputStream out) throws IOException {
        GzipParameters parameters = new GzipParameters();
        parameters.setCompressionLevel(level);
        parameters.setBufferSize(BUFFER_BYTES);
        return new GzipCompressorOutputStream(out, parameters);
    }

    /** Not by Commons Compress: its streams wait for the finalizer, each with a buffer of 128 KiB, see docs/adr. */
    private OutputStream zstd(OutputStream out) throws IOException {
        return new ZstdOutputStreamNoFinalizer(out, RecyclingBufferPool.INSTANCE, level).setChecksum(true);
    }

    /** Not by Commons Compress: its LZ4 is Java alone and much slower, see docs/adr. */
    private OutputStream lz4(OutputStream out) throws IOException {
        LZ4Factory factory = LZ4Factory.fastestInstance();
        LZ4Compressor compressor =
                level < LZ4_FIRST_HIGH_LEVEL ? factory.fastCompressor() : factory.highCompressor(level);
        return new LZ4FrameOutputStream(
                out,
                LZ4FrameOutputStream.BLOCKSIZE.SIZE_256KB,
                -1L,
                compressor,
                XXHashFactory.fastestInstance().hash32(),
                LZ4FrameOutputStream.FLG.Bits.BLOCK_INDEPENDENCE,
                LZ4FrameOutputStream.FLG.Bits.CONTENT_CHECKSUM);
    }
}
