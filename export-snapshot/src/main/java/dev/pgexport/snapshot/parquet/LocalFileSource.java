package dev.pgexport.snapshot.parquet;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A Parquet file on a disk of this machine. */
public final class LocalFileSource implements SeekableSource {
    private final Path file;
    private final FileChannel channel;
    private final long bytes;

    private LocalFileSource(Path file, FileChannel channel, long bytes) {
        this.file = file;
        this.channel = channel;
        this.bytes = bytes;
    }

    /**
     * Open a file. Close it afterwards.
     *
     * @throws ExportException of kind CONFIGURATION when there is no such file, UNAVAILABLE when it cannot be opened
     */
    public static LocalFileSource open(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            return new LocalFileSource(file, channel, channel.size());
        } catch (NoSuchFileException e) {
            throw new ExportException(Kind.CONFIGURATION, "there is no file " + file, e);
        } catch (IOException e) {
            throw new ExportException(Kind.UNAVAILABLE, "cannot open " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public Optional<String> etag() {
        return Optional.empty();
    }

    @Override
    public void read(long offset, byte[] into, int from, int length) {
        ByteBuffer buffer = ByteBuffer.wrap(into, from, length);
        try {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, offset + length - buffer.remaining()) < 0) {
                    throw Damage.of(this, "it became shorter while it was read");
                }
            }
        } catch (IOException e) {
            throw new ExportException(Kind.UNAVAILABLE, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new ExportException(Kind.UNAVAILABLE, "cannot close " + file + ": " + e.getMessage(), e);
        }
    }
}
