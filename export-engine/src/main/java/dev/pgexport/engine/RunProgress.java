package dev.pgexport.engine;

import dev.pgexport.api.ObjectName;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what a run has done, for whoever polls it. Thread-safe. */
public final class RunProgress {
    private final AtomicLong estimatedBytes = new AtomicLong();
    private final AtomicLong bytesRead = new AtomicLong();
    private final AtomicLong bytesStored = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong objectsStored = new AtomicLong();
    private volatile OptionalLong firstStored = OptionalLong.empty();
    private final Set<ObjectProgress> inFlight = ConcurrentHashMap.newKeySet();

    /**
     * An object that a worker is writing.
     *
     * @param name within the export
     * @param bytesRead what the source has written of it
     * @param estimatedBytes about what it will write; 0 when unknown
     */
    public record InFlight(ObjectName name, long bytesRead, long estimatedBytes) {}

    /** Return about how many bytes the source will write in all; 0 when unknown. */
    public long estimatedBytes() {
        return estimatedBytes.get();
    }

    /** Return how many bytes the source has written, uncompressed, without those of attempts that failed. */
    public long bytesRead() {
        return bytesRead.get();
    }

    /** Return how many bytes went to the sink, without those of attempts that failed. */
    public long bytesStored() {
        return bytesStored.get();
    }

    /**
     * Return when the first byte had gone to the sink, of whatever attempt, as {@link System#nanoTime} tells it; empty
     * before, and of objects that another service has written.
     */
    public OptionalLong firstStored() {
        return firstStored;
    }

    /** Return how many rows the stored objects hold. */
    public long rows() {
        return rows.get();
    }

    public long objectsStored() {
        return objectsStored.get();
    }

    /** Return the objects that workers are writing, by name. */
    public List<InFlight> inFlight() {
        return inFlight.stream()
                .map(ObjectProgress::snapshot)
                .sorted(Comparator.comparing(InFlight::name))
                .toList();
    }

    void open(long estimatedBytes) {
        this.estimatedBytes.set(estimatedBytes);
        bytesRead.set(0);
        bytesStored.set(0);
        rows.set(0);
        objectsStored.set(0);
        firstStored = OptionalLong.empty();
    }

    private synchronized void storedFirst() {
        if (firstStored.isEmpty()) {
            firstStored = OptionalLong.of(System.nanoTime());
        }
    }

    ObjectProgress start(ObjectName name, long estimatedBytes) {
        ObjectProgress object = new ObjectProgress(name, estimatedBytes);
        inFlight.add(object);
        return object;
    }

    /** The part of one attempt at one object; used by its worker alone but for {@link #snapshot}. */
    final class ObjectProgress implements AutoCloseable {
        private final ObjectName name;
        private final long estimated;
        private volatile long read;
        private long stored;
        private boolean complete;

        private ObjectProgress(ObjectName name, long estimated) {
            this.name = name;
            this.estimated = estimated;
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
        void read(long bytes) {
            read += bytes;
            bytesRead.addAndGet(bytes);
        }

        void stored(long bytes) {
            if (firstStored.isEmpty() && bytes > 0) {
                storedFirst();
            }
            stored += bytes;
            bytesStored.addAndGet(bytes);
        }

        /** Count what another service has stored: when its first byte came is not known. */
        void adopted(long bytes) {
            read(bytes);
            stored += bytes;
            bytesStored.addAndGet(bytes);
        }

        void complete(long rowsOfObject) {
            complete = true;
            rows.addAndGet(rowsOfObject);
            objectsStored.incrementAndGet();
        }

        private InFlight snapshot() {
            return new InFlight(name, read, estimated);
        }

        /** Take the object out of flight, and what it counted out of the sums unless it is complete. */
        @Override
        public void close() {
            inFlight.remove(this);
            if (!complete) {
                bytesRead.addAndGet(-read);
                bytesStored.addAndGet(-stored);
            }
        }
    }
}
