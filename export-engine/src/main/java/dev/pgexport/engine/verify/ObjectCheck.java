package dev.pgexport.engine.verify;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.Checksums.Comparison;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.Inspection;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import dev.pgexport.api.StoredObject;
import dev.pgexport.api.TableName;
import dev.pgexport.api.Written;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.engine.codec.Decompression;
import dev.pgexport.engine.internal.CountingStream;
import dev.pgexport.engine.internal.Hashing;
import dev.pgexport.engine.internal.StoredStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Reads single objects of an export once and compares them with the manifest. Thread-safe. */
final class ObjectCheck {
    private final Sink sink;
    private final ExportId id;
    private final Optional<Inspection> inspection;
    private final VerifyProgress progress;
    private final Differences differences;
    private final AtomicLong bySizeAlone = new AtomicLong();

    ObjectCheck(
            Sink sink, ExportId id, Optional<Inspection> inspection, VerifyProgress progress, Differences differences) {
        this.sink = sink;
        this.id = id;
        this.inspection = inspection;
        this.progress = progress;
        this.differences = differences;
    }

    /**
     * An object that is there.
     *
     * @param object as the manifest has it
     * @param word whether its checksums are those of the listing
     */
    record Listed(ManifestObject object, Comparison word) {}

    /** Compare an object with its line of a listing; empty when nothing more is to be asked of it. */
    Optional<Listed> list(ManifestObject object, StoredObject stored) {
        if (inspection.isEmpty() && settle(object, stored)) {
            return Optional.empty();
        }
        return Optional.of(new Listed(object, object.checksums().compare(stored.checksums())));
    }

    /**
     * Check an object.
     *
     * @return the rows that were counted in it; empty when they were not
     * @throws ExportException when it cannot be told whether the object is right
     */
    Optional<Map<TableName, Long>> check(Listed listed) throws InterruptedException {
        ManifestObject object = listed.object;
        ObjectName name = id.resolve(object.name());
        if (inspection.isEmpty() && checkByWord(name, object)) {
            return Optional.empty();
        }
        try (InputStream in = sink.open(name)) {
            StoredStream stored = new StoredStream(name, in, Hashing.like(object.checksums()), progress::read);
            Decoded decoded = inspection.isPresent() ? decode(inspection.get(), object, stored) : Decoded.NOTHING;
            stored.drain();
            Hashing hashing = stored.hashing();
            if (hashing.bytes() != object.bytes()) {
                wrongSize(object, hashing.bytes());
                return Optional.empty();
            }
            if (isOther(listed, hashing.checksums())) {
                return Optional.empty();
            }
            decoded.problem.ifPresent(problem -> differences.add(Difference.Kind.UNDECODABLE, object, problem));
            return decoded.rows;
        } catch (InterruptedIOException e) {
            throw interrupted(name, e);
        } catch (IOException e) {
            throw new ExportException(
                    ExportException.Kind.UNAVAILABLE, "cannot read " + name + ": " + e.getMessage(), e);
        } finally {
            progress.finished();
        }
    }

    /** Return how many objects nothing but their size was known of, here or there. */
    long bySizeAlone() {
        return bySizeAlone.get();
    }

    private boolean isOther(Listed listed, Checksums read) {
        ManifestObject object = listed.object;
        Comparison comparison = object.checksums().compare(read);
        if (comparison == Comparison.DIFFERENT) {
            wrongBytes(object, read);
        } else if (comparison == Comparison.NOTHING_IN_COMMON) {
            comparison = listed.word;
            if (comparison == Comparison.DIFFERENT) {
                differences.add(Difference.Kind.CHECKSUM, object, object.checksums() + " expected, and it has another");
            } else if (comparison == Comparison.NOTHING_IN_COMMON) {
                bySizeAlone.incrementAndGet();
            }
        }
        return comparison == Comparison.DIFFERENT;
    }

    /** Compare an object with what the storage vouches for, which spares reading it; false when that tells nothing. */
    private boolean checkByWord(ObjectName name, ManifestObject object) throws InterruptedException {
        try {
            Optional<StoredObject> stored = sink.find(name);
            if (stored.isEmpty()) {
                return false;
            }
            if (settle(object, stored.get())) {
                return true;
            }
            if (object.checksums().hashes().isEmpty()) {
                bySizeAlone.incrementAndGet();
                passed(object);
                return true;
            }
            return false;
        } catch (InterruptedIOException e) {
            throw interrupted(name, e);
        } catch (IOException e) {
            throw new ExportException(
                    ExportException.Kind.UNAVAILABLE, "cannot look for " + name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Compare an object with what the storage says of it; false when its bytes have to be asked. Another ETag may be that
     * of the same bytes: it counts where the manifest has nothing better.
     */
    private boolean settle(ManifestObject object, StoredObject stored) {
        if (stored.bytes() != object.bytes()) {
            wrongSize(object, stored.bytes());
            passed(object);
            return true;
        }
        Checksums expected = object.checksums();
        Checksums decisive = expected.hashes().isEmpty() ? expected : expected.hashes();
        if (decisive.compare(stored.checksums()) == Comparison.DIFFERENT) {
            wrongBytes(object, stored.checksums());
        } else if (expected.compare(stored.checksums()) != Comparison.SAME) {
            return false;
        }
        passed(object);
        return true;
    }

    private void passed(ManifestObject object) {
        progress.read(object.bytes());
        progress.finished();
    }

    private void wrongSize(ManifestObject object, long bytes) {
        differences.add(Difference.Kind.SIZE, object, object.bytes() + " bytes expected, " + bytes);
    }

    private void wrongBytes(ManifestObject object, Checksums found) {
        Checksums expected = object.checksums();
        differences.add(
                Difference.Kind.CHECKSUM,
                object,
                expected.commonWith(found) + " expected, " + found.commonWith(expected));
    }

    /** What decoding an object gave: its rows or why it has none. */
    private record Decoded(Optional<Map<TableName, Long>> rows, Optional<String> problem) {
        private static final Decoded NOTHING = new Decoded(Optional.empty(), Optional.empty());

        static Decoded failed(String problem) {
            return new Decoded(Optional.empty(), Optional.of(problem));
        }
    }

    private Decoded decode(Inspection with, ManifestObject object, StoredStream stored)
            throws InterruptedIOException, InterruptedException {
        try (CountingStream decoded = new CountingStream(Decompression.open(object.codec(), stored))) {
            Written written = with.inspect(object, decoded);
            decoded.transferTo(OutputStream.nullOutputStream());
            return decoded.bytes() == object.decodedBytes()
                    ? new Decoded(Optional.of(written.rows()), Optional.empty())
                    : Decoded.failed(object.decodedBytes() + " decoded bytes expected, " + decoded.bytes());
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return Decoded.failed("cannot be decompressed: " + e.getMessage());
        } catch (ExportException e) {
            if (e.kind() != ExportException.Kind.INTEGRITY) {
                throw e;
            }
            return Decoded.failed(String.valueOf(e.getMessage()));
        }
    }

    private static InterruptedException interrupted(ObjectName name, InterruptedIOException cause) {
        Thread.interrupted();
        InterruptedException interrupt = new InterruptedException("interrupted while reading " + name);
        interrupt.initCause(cause);
        return interrupt;
    }
}
