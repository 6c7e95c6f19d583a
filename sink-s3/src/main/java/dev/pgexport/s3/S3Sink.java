package dev.pgexport.s3;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.HandOff;
import dev.pgexport.api.Leftover;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.ObjectWriter;
import dev.pgexport.api.Sink;
import dev.pgexport.api.StoredObject;
import dev.pgexport.aws.AwsFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** Exports in a bucket: an object appears by the one request that ends it, a put or the completion of an upload. */
final class S3Sink implements Sink {
    private final Uploads uploads;
    private final Listing listing;
    private final Claims claims;
    private final Holds holds;
    private final RequestCount requests;
    private final Runnable release;

    /** @param release lets go of what the sink works with, at its end */
    S3Sink(Uploads uploads, Listing listing, Claims claims, Holds holds, RequestCount requests, Runnable release) {
        this.uploads = uploads;
        this.listing = listing;
        this.claims = claims;
        this.holds = holds;
        this.requests = requests;
        this.release = release;
    }

    @Override
    public StoredObject put(ObjectName name, ObjectWriter writer) throws IOException, InterruptedException {
        refuseInterrupted();
        claims.check(name);
        return store(name, writer, Condition.NONE);
    }

    @Override
    public StoredObject create(ObjectName name, ObjectWriter writer) throws IOException, InterruptedException {
        refuseInterrupted();
        if (find(name).isPresent()) {
            throw exists(name);
        }
        return store(name, writer, Condition.ABSENT);
    }

    private ExportException exists(ObjectName name) {
        return new ExportException(Kind.CONFLICT, name + " exists in " + uploads.location() + " already")
                .withAdvice("choose another --id, or delete the export of that id");
    }

    private StoredObject store(ObjectName name, ObjectWriter writer, Condition condition)
            throws IOException, InterruptedException {
        try (ObjectUpload upload = new ObjectUpload(uploads, uploads.location().key(name))) {
            fill(upload, writer);
            if (condition.equals(Condition.ABSENT)) {
                claims.confirm(name);
            }
            return described(name, commit(upload, condition));
        }
    }

    private static void fill(ObjectUpload upload, ObjectWriter writer) throws IOException, InterruptedException {
        ObjectStream stream = new ObjectStream(upload);
        try {
            writer.writeTo(stream);
            stream.close();
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            if (stream.failure().isEmpty()) {
                throw e;
            }
        }
        if (stream.failure().isPresent()) {
            rethrow(stream.failure().get());
        }
        refuseInterrupted();
    }

    private static void rethrow(Exception failure) throws IOException, InterruptedException {
        if (failure instanceof InterruptedException interrupt) {
            Thread.interrupted();
            throw interrupt;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        throw new IOException(failure.getMessage(), failure);
    }

    private static Stored commit(ObjectUpload upload, Condition condition) throws InterruptedException {
        try {
            return upload.commit(condition);
        } catch (ExportException e) {
            if (Thread.interrupted()) {
                InterruptedException interrupted = new InterruptedException("interrupted: " + e.getMessage());
                interrupted.initCause(e);
                throw interrupted;
            }
            throw e;
        }
    }

    private static void refuseInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private static StoredObject described(ObjectName name, Stored stored) {
        return new StoredObject(name, stored.bytes(), stored.modified(), stored.checksums());
    }

    @Override
    public InputStream open(ObjectName name) throws IOException {
        String key = uploads.location().key(name);
        try {
            return ResumingStream.open(uploads.bucket(), key, uploads.location().shown(key));
        } catch (SdkException e) {
            if (S3Failure.isMissing(e) && !isMissingBucket(e)) {
                throw new ExportException(Kind.INTEGRITY, "there is no " + name + " in " + uploads.location(), e);
            }
            throw failure(e, "read " + uploads.location().shown(key));
        }
    }

    private static boolean isMissingBucket(SdkException failure) {
        return AwsFailure.code(failure).filter("NoSuchBucket"::equals).isPresent();
    }

    @Override
    public Optional<StoredObject> find(ObjectName name) throws IOException {
        String key = uploads.location().key(name);
        try {
            return uploads.lookup().find(key).map(stored -> described(name, stored));
        } catch (SdkException e) {
            throw failure(e, "look for " + uploads.location().shown(key));
        }
    }

    /** Return what to throw; an interrupt is thrown here. */
    private static ExportException failure(SdkException failure, String action) throws InterruptedIOException {
        if (failure instanceof AbortedException) {
            InterruptedIOException interrupted = new InterruptedIOException("interrupted: cannot " + action);
            interrupted.initCause(failure);
            throw interrupted;
        }
        return AwsFailure.of(failure, action);
    }

    @Override
    public Stream<StoredObject> list(Optional<ObjectName> folder) {
        String prefix = folder.map(name -> uploads.location().key(name) + "/")
                .orElse(uploads.location().prefix());
        return listing.objects(prefix)
                .flatMap(object ->
                        uploads
                                .location()
                                .name(object.key())
                                .map(name -> described(name, Lookup.stored(object)))
                                .stream());
    }

    @Override
    public Stream<ExportId> exports() {
        TreeSet<ExportId> ids = new TreeSet<>();
        try (Stream<String> folders = listing.folders(uploads.location().prefix())) {
            folders.map(folder -> exportId(folder.substring(0, folder.length() - 1)))
                    .flatMap(Optional::stream)
                    .forEach(ids::add);
        }
        return ids.stream();
    }

    private static Optional<ExportId> exportId(String name) {
        try {
            return Optional.of(new ExportId(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public void delete(ObjectName name) throws IOException {
        String key = uploads.location().key(name);
        try {
            uploads.bucket().delete(key);
        } catch (SdkException e) {
            // Who may not delete may still be told that there is nothing to delete.
            boolean nothing = S3Failure.isMissing(e) || (S3Failure.isDenied(e) && isAbsent(key));
            if (!nothing) {
                throw failure(e, "delete " + uploads.location().shown(key));
            }
        }
    }

    private boolean isAbsent(String key) {
        try {
            return uploads.lookup().find(key).isEmpty();
        } catch (SdkException e) {
            return false;
        }
    }

    @Override
    public Claim claim(ExportId id) {
        return claims.claim(id);
    }

    @Override
    public List<Leftover> leftovers() {
        return claims.leftovers();
    }

    @Override
    public void remove(Leftover leftover) {
        claims.remove(leftover);
    }

    @Override
    public Optional<HandOff> handOff() {
        return Optional.of(new S3HandOff(uploads, claims, holds));
    }

    @Override
    public OptionalLong requests() {
        return OptionalLong.of(requests.sent());
    }

    @Override
    public void close() {
        claims.close();
        uploads.background().close();
        release.run();
    }
}
