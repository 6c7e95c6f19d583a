package dev.pgexport.engine.read;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.Checksums.Comparison;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.engine.codec.Decompression;
import dev.pgexport.engine.internal.CountingStream;
import dev.pgexport.engine.internal.Hashing;
import dev.pgexport.engine.internal.StoredStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The decoded bytes of an object, whose end is an end only when all of them were as the manifest says. */
final class CheckedStream extends InputStream {
    private final ObjectName name;
    private final ManifestObject object;
    private final InputStream source;
    private final StoredStream stored;
    private final Runnable onComplete;
    private boolean complete;

    @Nullable private CountingStream decoded;

    /** @param onComplete called once, at the end */
    private CheckedStream(
            ObjectName name, ManifestObject object, InputStream source, LongConsumer progress, Runnable onComplete) {
        this.name = name;
        this.object = object;
        this.source = source;
        this.stored = new StoredStream(name, source, Hashing.cheapest(object.checksums()), progress);
        this.onComplete = onComplete;
    }

    /** Open an object of an export; {@code onComplete} is called once, at its end. */
    static CheckedStream open(CheckedExport export, ManifestObject object, Runnable onComplete)
            throws IOException, InterruptedException {
        ObjectName name = export.manifest().id().resolve(object.name());
        try {
            return new CheckedStream(name, object, export.stored().open(name), export.progress(), onComplete);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new ExportException(Kind.UNAVAILABLE, "cannot read " + name + ": " + e.getMessage(), e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (complete) {
            return -1;
        }
        int read;
        try {
            if (decoded == null) {
                decoded = new CountingStream(Decompression.open(object.codec(), stored));
            }
            read = decoded.read(buffer, offset, length);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new ExportException(
                    Kind.INTEGRITY, name + " is damaged: it cannot be decompressed: " + e.getMessage(), e);
        }
        if (read < 0) {
            check(decoded.bytes());
            complete = true;
            onComplete.run();
        }
        return read;
    }

    private void check(long decodedBytes) throws IOException {
        stored.drain();
        Hashing hashing = stored.hashing();
        if (hashing.bytes() != object.bytes()) {
            throw damaged(object.bytes() + " bytes expected, " + hashing.bytes());
        }
        Checksums found = hashing.checksums();
        if (object.checksums().compare(found) == Comparison.DIFFERENT) {
            throw damaged(object.checksums().commonWith(found) + " expected, " + found);
        }
        if (decodedBytes != object.decodedBytes()) {
            throw damaged(object.decodedBytes() + " decoded bytes expected, " + decodedBytes);
        }
    }

    private ExportException damaged(String how) {
        return new ExportException(Kind.INTEGRITY, name + " is damaged: " + how);
    }

    @Override
    public void close() throws IOException {
        try (source) {
            if (decoded != null) {
                decoded.close();
            }
        }
    }
}
