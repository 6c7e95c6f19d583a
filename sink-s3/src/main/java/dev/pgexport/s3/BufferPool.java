package dev.pgexport.s3;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The memory for all objects that are being written: buffers of one size outside the heap, made when they are first needed
 * and used again. Thread-safe.
 *
 * <p>Nobody may wait here without end who holds a buffer and has nothing on its way: see {@link #acquireUnless}. Then of
 * those who wait one always gets on, as what is on its way comes back.
 */
final class BufferPool {
    private final int size;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
    private int capacity;
    private int made;

    /**
     * @param size of each buffer, in bytes
     * @param capacity how many there may be, 1 or more
     */
    BufferPool(int size, int capacity) {
        this.size = size;
        this.capacity = capacity;
    }

    /** Take a buffer, and wait for one as long as it takes: for those that hold none. */
    ByteBuffer acquire() throws InterruptedException {
        return acquireUnless(() -> false).orElseThrow();
    }

    /**
     * Take a buffer, or wait for one until a condition holds.
     *
     * @param giveUp looked at whenever buffers came back
     */
    Optional<ByteBuffer> acquireUnless(BooleanSupplier giveUp) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                ByteBuffer buffer = free.poll();
                if (buffer != null) {
                    return Optional.of(buffer.clear());
                }
                if (made < capacity) {
                    Optional<ByteBuffer> another = make();
                    if (another.isPresent()) {
                        return another;
                    }
                } else if (giveUp.getAsBoolean()) {
                    return Optional.empty();
                } else {
                    changed.await();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Make one more; where the JVM has no room for it, make do with those that there are. */
    private Optional<ByteBuffer> make() {
        try {
            ByteBuffer buffer = ByteBuffer.allocateDirect(size);
            made++;
            return Optional.of(buffer);
        } catch (OutOfMemoryError e) {
            if (made == 0) {
                throw e;
            }
            capacity = made;
            return Optional.empty();
        }
    }

    /** Give buffers back, and have those that wait look again. */
    void release(Iterable<ByteBuffer> buffers) {
        lock.lock();
        try {
            buffers.forEach(free::push);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int bufferSize() {
        return size;
    }

    /** Return how many buffers are in use. */
    int used() {
        lock.lock();
        try {
            return made - free.size();
        } finally {
            lock.unlock();
        }
    }

    /** Return how many buffers were made. */
    int made() {
        lock.lock();
        try {
            return made;
        } finally {
            lock.unlock();
        }
    }
}
