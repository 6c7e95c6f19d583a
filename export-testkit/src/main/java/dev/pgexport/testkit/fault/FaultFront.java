package dev.pgexport.testkit.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands on loopback in front of a real server, forwards every byte unchanged, and injects faults where a schedule says
 * so. Requests of S3 are told apart by what they ask; signatures stay valid, for not even the Host header is changed.
 *
 * <pre>{@code
 * try (FaultFront front = FaultFront.s3(URI.create("http://127.0.0.1:9000"))) {
 *     front.inject(FaultSchedule.at(RequestKind.COMPLETE, 1, Fault.loseAnswer()));
 *     // use front.endpoint() instead of the server's
 *     assertThat(front.requests())...
 * }
 * }</pre>
 *
 * <p>Memory does not grow with what passes, but for what is remembered of each request. Thread-safe.
 */
public final class FaultFront implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(FaultFront.class);
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int BACKLOG = 512;
    private static final long IDLE_SECONDS = 5;
    private static final long PATIENCE_SECONDS = 10;

    private final ServerSocket listener;
    private final InetSocketAddress upstream;
    private final Protocol protocol;
    private final ExecutorService threads;
    private final Ledger ledger = new Ledger();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();

    /** What is done with a connection. */
    private interface Protocol {
        Runnable serve(Link link, Ledger ledger, ExecutorService threads);
    }

    private FaultFront(ServerSocket listener, InetSocketAddress upstream, Protocol protocol) {
        this.listener = listener;
        this.upstream = upstream;
        this.protocol = protocol;
        AtomicLong numbers = new AtomicLong();
        // What comes after close is discarded: by then every link has ended, and nobody waits.
        this.threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> {
                    Thread thread = new Thread(
                            task, "fault-front-" + listener.getLocalPort() + "-" + numbers.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /**
     * Start a front of an S3 server.
     *
     * @param endpoint where the server is: {@code http://host:port}. Clients must name buckets in the path.
     */
    public static FaultFront s3(URI endpoint) {
        if (!"http".equals(endpoint.getScheme()) || endpoint.getHost() == null) {
            throw new IllegalArgumentException("the endpoint of a server is http://host:port: " + endpoint);
        }
        int port = endpoint.getPort() < 0 ? 80 : endpoint.getPort();
        return start(new InetSocketAddress(endpoint.getHost(), port), HttpRequests::new);
    }

    /** Start a front of any server, which counts connections instead of requests: {@link RequestKind#CONNECTION}. */
    public static FaultFront tcp(InetSocketAddress server) {
        return start(server, Tunnel::new);
    }

    private static FaultFront start(InetSocketAddress upstream, Protocol protocol) {
        try {
            FaultFront front = new FaultFront(
                    new ServerSocket(0, BACKLOG, InetAddress.getByAddress(LOOPBACK)), upstream, protocol);
            front.threads.execute(front::accept);
            return front;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on loopback", e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                serve(listener.accept());
            } catch (IOException e) {
                LOGGER.atDebug()
                        .addKeyValue("reason", e.toString())
                        .log("closed, or a client went before it was served");
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        Link link = new Link(Peer.of(socket), upstream, links::remove);
        links.add(link);
        threads.execute(protocol.serve(link, ledger, threads));
        if (listener.isClosed()) {
            link.end(Ending.RESET);
        }
    }

    /** Inject these faults from now on: requests are counted from 1 again, and those seen so far are forgotten. */
    public void inject(FaultSchedule schedule) {
        ledger.restart(schedule);
    }

    /** Return the URI by which a client reaches this front as it would its server: {@code http://127.0.0.1:port}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** Return the port on 127.0.0.1. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Return the requests seen so far, in the order in which they came; those that go on, as far as they have come. */
    public List<ObservedRequest> requests() {
        return ledger.observed();
    }

    /** Return how many requests of a kind were seen so far. */
    public long count(RequestKind kind) {
        return ledger.count(kind);
    }

    /** Return how many clients are connected. */
    public int openConnections() {
        return links.size();
    }

    /** Reset all connections that are open now, whatever passes on them. */
    public void resetConnections() {
        links.forEach(link -> link.end(Ending.RESET));
    }

    /** Stop listening, reset all connections, and wait for the threads to end their work. */
    @Override
    public void close() {
        try {
            listener.close();
            resetConnections();
            threads.shutdown();
            if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("connections did not end within " + PATIENCE_SECONDS + " s");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop listening", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
