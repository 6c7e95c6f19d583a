package dev.pgexport.snapshot.parquet;

import java.util.Optional;

/** Counts what is read of another source. */
final class CountingSource implements SeekableSource {
    private final SeekableSource source;
    private long bytesRead;
    private int reads;

    CountingSource(SeekableSource source) {
        this.source = source;
    }

    long bytesRead() {
        return bytesRead;
    }

    int reads() {
        return reads;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public long bytes() {
        return source.bytes();
    }

    @Override
    public Optional<String> etag() {
        return source.etag();
    }

    @Override
    public void read(long offset, byte[] into, int from, int length) {
        reads++;
        bytesRead += length;
        source.read(offset, into, from, length);
    }

    @Override
    public void close() {
        source.close();
    }
}
