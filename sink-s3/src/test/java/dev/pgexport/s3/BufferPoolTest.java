package dev.pgexport.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BufferPoolTest {
    private final BufferPool pool = new BufferPool(1024, 2);
    private final ExecutorService others = Executors.newCachedThreadPool();

    @AfterEach
    void stopOthers() throws Exception {
        others.shutdownNow();
        assertThat(others.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void buffersAreOutsideTheHeapAndMadeWhenTheyAreNeeded() throws Exception {
        assertThat(pool.made()).isZero();

        ByteBuffer buffer = pool.acquire();

        assertThat(buffer.isDirect()).isTrue();
        assertThat(buffer.remaining()).isEqualTo(1024);
        assertThat(pool.made()).isEqualTo(1);
    }

    @Test
    void whatCameBackIsUsedAgain() throws Exception {
        ByteBuffer buffer = pool.acquire();
        buffer.put(new byte[100]).flip();
        pool.release(List.of(buffer));

        ByteBuffer again = pool.acquire();

        assertThat(again).isSameAs(buffer);
        assertThat(again.remaining()).isEqualTo(1024);
        assertThat(pool.made()).isEqualTo(1);
    }

    @Test
    void whoWantsMoreThanThereIsWaitsUntilSomeComesBack() throws Exception {
        ByteBuffer first = pool.acquire();
        pool.acquire();
        Future<ByteBuffer> third = others.submit(pool::acquire);
        assertThatThrownBy(() -> third.get(50, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);

        pool.release(List.of(first));

        assertThat(third.get(10, TimeUnit.SECONDS)).isSameAs(first);
        assertThat(pool.used()).isEqualTo(2);
    }

    @Test
    void whoHoldsSomeGivesUpInsteadOfWaitingForHimself() throws Exception {
        pool.acquire();
        pool.acquire();

        assertThat(pool.acquireUnless(() -> true)).isEmpty();
    }

    @Test
    void whoWaitsLooksAgainWheneverSomethingChanges() throws Exception {
        pool.acquire();
        pool.acquire();
        AtomicBoolean giveUp = new AtomicBoolean();
        var waiting = others.submit(() -> pool.acquireUnless(giveUp::get));

        giveUp.set(true);
        pool.release(List.of());

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        pool.acquire();
        pool.acquire();
        Thread waiting = new Thread(() -> {
            try {
                pool.acquire();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();

        waiting.interrupt();

        waiting.join(10_000);
        assertThat(waiting.isAlive()).isFalse();
        assertThat(pool.used()).isEqualTo(2);
    }

    /** The JVM of the tests grants 512 MiB outside the heap, as it does inside. */
    @Test
    void whereTheJvmHasNoRoomTheBuffersThatThereAreHaveToDo() throws Exception {
        BufferPool greedy = new BufferPool(100 << 20, 1000);
        List<ByteBuffer> held = new ArrayList<>(List.of(greedy.acquire()));
        for (var another = greedy.acquireUnless(() -> true); another.isPresent(); ) {
            held.add(another.get());
            another = greedy.acquireUnless(() -> true);
        }

        assertThat(held).hasSizeBetween(2, 5);
        greedy.release(held.subList(0, 1));
        assertThat(greedy.acquire()).isSameAs(held.get(0));
    }
}
