package dev.pgexport.testkit.fault;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client's connection, and the one to the upstream server that belongs to it and ends with it. Thread-safe. */
final class Link {
    private final Peer client;
    private final InetSocketAddress address;
    private final Consumer<Link> whenEnded;
    private final AtomicReference<@Nullable Peer> upstream = new AtomicReference<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);

    Link(Peer client, InetSocketAddress address, Consumer<Link> whenEnded) {
        this.client = client;
        this.address = address;
        this.whenEnded = whenEnded;
    }

    Peer client() {
        return client;
    }

    /** Connect to the upstream server: to be called once. */
    Peer connect() throws IOException {
        Peer peer = Peer.connect(address);
        upstream.set(peer);
        if (ended()) {
            peer.end(Ending.CLOSE);
        }
        return peer;
    }

    /** Wait; return whether the link is still there afterwards. */
    boolean pause(Duration time) {
        if (time.isZero()) {
            return !ended();
        }
        try {
            return !over.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** End both connections, unless that was done before. */
    void end(Ending ending) {
        if (ended.compareAndSet(false, true)) {
            client.end(ending);
            Peer peer = upstream.get();
            if (peer != null) {
                peer.end(Ending.CLOSE);
            }
            over.countDown();
            whenEnded.accept(this);
        }
    }

    boolean ended() {
        return ended.get();
    }
}
