package dev.pgexport.engine.verify;

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
import dev.pgexport.engine.internal.Checksums;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/** Reads single objects of an export once and compares them with the manifest. Thread-safe. */
final class ObjectCheck {
    private final Sink sink;
    private final ExportId id;
    private final Optional<Inspection> inspection;
    private final VerifyProgress progress;
    private final Differences differences;

    ObjectCheck(
            Sink sink, ExportId id, Optional<Inspection> inspection, VerifyProgress progress, Differences differences) {
        this.sink = sink;
        this.id = id;
        this.inspection = inspection;
        this.progress = progress;
        this.differences = differences;
    }

    /**
     * Check an object.
     *
     * @return the rows that were counted in it; empty when they were not
     * @throws ExportException when it cannot be told whether the object is right
     */
    Optional<Map<TableName, Long>> check(ManifestObject object) throws InterruptedException {
        ObjectName name = id.resolve(object.name());
        if (inspection.isEmpty() && checkByWord(name, object)) {
            return Optional.empty();
        }
        try (InputStream in = sink.open(name)) {
            StoredStream stored = new StoredStream(name, in, progress);
            Decoded decoded = inspection.isPresent() ? decode(inspection.get(), object, stored) : Decoded.NOTHING;
            stored.drain();
            Checksums checksums = stored.checksums();
            if (checksums.bytes() != object.bytes()) {
                differences.add(Difference.Kind.SIZE, object, object.bytes() + " bytes expected, " + checksums.bytes());
                return Optional.empty();
            }
            String sha256 = checksums.sha256();
            if (!sha256.equals(object.sha256()) || !checksums.crc32c().equals(object.crc32c())) {
                differences.add(
                        Difference.Kind.CHECKSUM, object, "SHA-256 " + object.sha256() + " expected, " + sha256);
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

    /** Compare an object with what the storage vouches for, which spares reading it; false when it vouches for nothing. */
    private boolean checkByWord(ObjectName name, ManifestObject object) throws InterruptedException {
        try {
            Optional<StoredObject> stored = sink.find(name);
            Optional<String> crc32c = stored.flatMap(StoredObject::crc32c);
            if (crc32c.isEmpty()) {
                return false;
            }
            long bytes = stored.orElseThrow().bytes();
            if (bytes != object.bytes()) {
                differences.add(Difference.Kind.SIZE, object, object.bytes() + " bytes expected, " + bytes);
            } else if (!crc32c.get().equals(object.crc32c())) {
                differences.add(
                        Difference.Kind.CHECKSUM, object, "CRC32C " + object.crc32c() + " expected, " + crc32c.get());
            }
            progress.read(bytes);
            progress.finished();
            return true;
        } catch (InterruptedIOException e) {
            throw interrupted(name, e);
        } catch (IOException e) {
            throw new ExportException(
                    ExportException.Kind.UNAVAILABLE, "cannot look for " + name + ": " + e.getMessage(), e);
        }
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
