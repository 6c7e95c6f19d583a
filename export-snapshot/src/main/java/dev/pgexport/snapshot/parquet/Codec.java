package dev.pgexport.snapshot.parquet;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The compressions that are read: gzip, which RDS uses, and what comes with the program anyway. */
enum Codec {
    UNCOMPRESSED {
        @Override
        InputStream decompress(InputStream compressed) {
            return compressed;
        }
    },
    GZIP {
        @Override
        InputStream decompress(InputStream compressed) throws IOException {
            return new GZIPInputStream(compressed, BUFFER);
        }
    },
    ZSTD {
        @Override
        InputStream decompress(InputStream compressed) throws IOException {
            return new ZstdInputStreamNoFinalizer(compressed, RecyclingBufferPool.INSTANCE);
        }
    };

    private static final int BUFFER = 8 << 10;

    /** Find a codec by Parquet's name. */
    static Optional<Codec> of(String name) {
        for (Codec codec : values()) {
            if (codec.name().equals(name)) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }

    /** Decompress; closing what is returned frees its memory and closes the compressed stream. */
    abstract InputStream decompress(InputStream compressed) throws IOException;
}
