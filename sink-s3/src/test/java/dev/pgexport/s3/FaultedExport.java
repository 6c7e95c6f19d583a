package dev.pgexport.s3;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.ObjectWriter;
import dev.pgexport.api.Sink;
import dev.pgexport.api.StoredObject;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.testkit.fault.FaultFront;
import dev.pgexport.testkit.fault.FaultSchedule;
import dev.pgexport.testkit.fault.ObservedRequest;
import dev.pgexport.testkit.fault.RequestKind;
import dev.pgexport.testkit.s3.S3Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** An export that is written to a bucket of its own through a front, and what it left there. */
final class FaultedExport {
    /** What is written. */
    enum Course {
        /** Objects that are uploaded in parts. */
        IN_PARTS {
            @Override
            void write(FaultedExport export, Sink sink) throws IOException, InterruptedException {
                for (String name : NAMES) {
                    export.store(name, TWO_PARTS, sink::put);
                }
                export.store(Manifest.NAME.value(), SMALL, sink::create);
            }
        },

        /** Objects that are put whole. */
        WHOLE {
            @Override
            void write(FaultedExport export, Sink sink) throws IOException, InterruptedException {
                for (String name : NAMES) {
                    export.store(name, SMALL, sink::put);
                    export.list(sink);
                }
                export.store(Manifest.NAME.value(), SMALL, sink::create);
            }
        },

        /** Objects whose writers fail once a part has been sent. */
        ABANDONED {
            @Override
            void write(FaultedExport export, Sink sink) throws IOException, InterruptedException {
                for (String name : NAMES) {
                    export.abandon(name, sink);
                }
            }
        },

        /** All of these. */
        MIXED {
            @Override
            void write(FaultedExport export, Sink sink) throws IOException, InterruptedException {
                export.store("whole", SMALL, sink::put);
                export.abandon("abandoned", sink);
                export.store("in-parts", TWO_PARTS, sink::put);
                export.list(sink);
                export.store(Manifest.NAME.value(), SMALL, sink::create);
            }
        };

        private static final List<String> NAMES = List.of("1", "2", "3");

        abstract void write(FaultedExport export, Sink sink) throws IOException, InterruptedException;

        /** Return the kinds of requests that it is about. */
        List<RequestKind> kinds() {
            return switch (this) {
                case IN_PARTS ->
                    List.of(
                            RequestKind.CREATE_MULTIPART,
                            RequestKind.UPLOAD_PART,
                            RequestKind.COMPLETE,
                            RequestKind.HEAD);
                case WHOLE -> List.of(RequestKind.PUT, RequestKind.HEAD, RequestKind.LIST);
                case ABANDONED -> List.of(RequestKind.ABORT, RequestKind.LIST_PARTS);
                case MIXED ->
                    Stream.of(IN_PARTS, WHOLE, ABANDONED)
                            .flatMap(course -> course.kinds().stream())
                            .distinct()
                            .toList();
            };
        }
    }

    private interface Storing {
        StoredObject store(ObjectName name, ObjectWriter writer) throws IOException, InterruptedException;
    }

    static final ExportId ID = new ExportId("nightly");

    private static final int TWO_PARTS = (5 << 20) + 1000;
    private static final int SMALL = 1000;

    private final S3Bucket bucket;
    private final FaultSchedule schedule;
    private final List<ObjectName> begun = new ArrayList<>();
    private final List<ObjectName> stored = new ArrayList<>();
    private Optional<Exception> failure = Optional.empty();
    private List<ObservedRequest> requests = List.of();
    private List<String> wrongs = List.of();

    private FaultedExport(S3Bucket bucket, FaultSchedule schedule) {
        this.bucket = bucket;
        this.schedule = schedule;
    }

    /** Write an export, as far as the faults let it be written; look at what is there then, and remove it. */
    static FaultedExport write(S3Server server, Course course, FaultSchedule schedule) {
        FaultedExport export = new FaultedExport(S3Bucket.on(server), schedule);
        try (FaultFront front = FaultFront.s3(server.endpoint())) {
            front.inject(schedule);
            try (Sink sink = export.bucket.open(
                    "exports/",
                    Map.of(
                            "aws.endpoint", front.endpoint().toString(),
                            "aws.timeout", "3s",
                            "aws.attempts", "3",
                            "s3.part-size", "5MiB",
                            "s3.buffer-memory", "10MiB"))) {
                export.run(course, sink);
            }
            export.requests = front.requests();
        }
        export.wrongs = export.lookForWrongs();
        export.remove();
        return export;
    }

    private void run(Course course, Sink sink) {
        try (Sink.Claim claim = sink.claim(ID)) {
            course.write(this, sink);
        } catch (Exception e) {
            failure = Optional.of(e);
        }
    }

    private static ObjectName name(String name) {
        return ID.resolve(ObjectName.of(name));
    }

    private void store(String as, int size, Storing storing) throws IOException, InterruptedException {
        ObjectName name = name(as);
        begun.add(name);
        storing.store(name, out -> out.write(content(name, size)));
        stored.add(name);
    }

    private void list(Sink sink) throws IOException {
        try (Stream<StoredObject> objects = sink.list(Optional.of(ObjectName.of(ID.value())))) {
            List<ObjectName> listed = objects.map(StoredObject::name).sorted().toList();
            if (!listed.equals(stored.stream().sorted().toList())) {
                throw new AssertionError("listed " + listed + " of " + stored);
            }
        }
    }

    private void abandon(String as, Sink sink) throws IOException, InterruptedException {
        ObjectName name = name(as);
        IOException abandoned = new IOException("the writer of " + name + " failed");
        begun.add(name);
        try {
            sink.put(name, out -> {
                out.write(content(name, TWO_PARTS));
                throw abandoned;
            });
        } catch (IOException e) {
            if (e != abandoned) {
                throw e;
            }
        }
    }

    /** Return bytes that no other object has, and of which no part is like another: the pattern's length is a prime. */
    private static byte[] content(ObjectName name, int size) {
        byte[] pattern = new byte[65_521];
        new Random(name.hashCode()).nextBytes(pattern);
        byte[] content = new byte[size];
        for (int done = 0; done < size; done += pattern.length) {
            System.arraycopy(pattern, 0, content, done, Math.min(pattern.length, size - done));
        }
        return content;
    }

    private List<String> lookForWrongs() {
        List<String> wrongs = new ArrayList<>();
        List<String> keys = bucket.keys();
        for (ObjectName name : begun) {
            String key = "exports/" + name.value();
            boolean there = keys.contains(key);
            if (there != stored.contains(name)) {
                wrongs.add(name + (there ? " is there, and its writer was told that it is not" : " is lost"));
            } else if (there && !isWhole(name, key)) {
                wrongs.add(name + " has other bytes");
            }
            // MinIO lists the uploads of a key, not those of a prefix.
            bucket.client()
                    .listMultipartUploads(
                            request -> request.bucket(bucket.name()).prefix(key))
                    .uploads()
                    .forEach(upload -> wrongs.add("an upload of " + upload.key() + " is open"));
        }
        return wrongs;
    }

    private boolean isWhole(ObjectName name, String key) {
        byte[] bytes = bucket.client()
                .getObjectAsBytes(request -> request.bucket(bucket.name()).key(key))
                .asByteArray();
        return Arrays.equals(bytes, content(name, bytes.length));
    }

    /** Hundreds of exports would fill the disk. */
    private void remove() {
        bucket.keys()
                .forEach(key -> bucket.client()
                        .deleteObject(request -> request.bucket(bucket.name()).key(key)));
    }

    /** Return what is wrong with what the export left behind: nothing may be, however it ended. */
    List<String> wrongs() {
        return wrongs;
    }

    boolean isComplete() {
        return stored.contains(ID.resolve(Manifest.NAME));
    }

    Optional<Exception> failure() {
        return failure;
    }

    /** Return how it ended: complete, or the kind of its failure. */
    String end() {
        return failure.map(
                        e -> e instanceof ExportException known ? known.kind().toString() : e.toString())
                .orElse("complete");
    }

    List<ObservedRequest> requests() {
        return requests;
    }

    S3Bucket bucket() {
        return bucket;
    }

    @Override
    public String toString() {
        return schedule + ": " + failure.map(String::valueOf).orElse("no failure");
    }
}
