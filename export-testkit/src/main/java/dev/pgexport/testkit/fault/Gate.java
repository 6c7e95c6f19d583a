package dev.pgexport.testkit.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** Lets a message pass, or as much of it as its passage says. Written by one thread; counts for all. */
final class Gate extends OutputStream {
    private final OutputStream target;
    private final Passage passage;
    private final Pace pace;
    private final int head;
    private final long limit;
    private final AtomicLong passed = new AtomicLong();
    private boolean full;

    /**
     * Make a gate.
     *
     * @param head the length of the message's head
     * @param body the length of its body, where it is known
     */
    Gate(OutputStream target, Passage passage, Pace pace, int head, OptionalLong body) {
        this.target = target;
        this.passage = passage;
        this.pace = pace;
        this.head = head;
        this.limit = passage.portion().of(head, body);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length && passed.get() < limit) {
            int some = pace.next((int) Math.min(length - done, limit - passed.get()));
            // Counted first: whoever has received a byte finds it counted.
            passed.addAndGet(some);
            target.write(bytes, offset + done, some);
            done += some;
        }
        full |= done < length;
        if (full && !passage.swallowed()) {
            throw new Severed(passage.ending());
        }
    }

    /** Say that the message has been written. */
    void end() throws IOException {
        if (full) {
            throw new Severed(passage.ending());
        }
    }

    /** Return how many bytes of the body passed so far. */
    long bodyBytes() {
        return Math.max(0, passed.get() - head);
    }
}
