package dev.pgexport.testkit.fault;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whoever is at the other end of a connection: the client or the upstream server. Its ends never fail. */
final class Peer {
    static final int BUFFER_BYTES = 1 << 16;

    /** How long what a peer still sends is read, so that closing does not become a reset. */
    static final Duration LINGER = Duration.ofSeconds(5);

    private static final Logger LOGGER = LoggerFactory.getLogger(Peer.class);
    private static final int CONNECT_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private Peer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
        this.out = socket.getOutputStream();
    }

    /** Take over a connection, or close it. */
    static Peer of(Socket socket) throws IOException {
        try {
            return new Peer(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    static Peer connect(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(address, CONNECT_MILLIS);
            return of(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    /** Send nothing more. */
    void finish() {
        quietly(socket::shutdownOutput);
    }

    /** Read what still comes, until the peer sends nothing more, for at most {@link #LINGER}. */
    void drain() {
        quietly(() -> {
            byte[] buffer = new byte[BUFFER_BYTES];
            long deadline = System.nanoTime() + LINGER.toNanos();
            socket.setSoTimeout((int) LINGER.toMillis());
            while (System.nanoTime() < deadline && in.read(buffer) >= 0) {
                // It goes nowhere.
            }
        });
    }

    void end(Ending ending) {
        quietly(() -> {
            try (socket) {
                if (ending == Ending.RESET) {
                    socket.setSoLinger(true, 0);
                }
            }
        });
    }

    private interface Step {
        void run() throws IOException;
    }

    private void quietly(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            LOGGER.atDebug()
                    .addKeyValue("peer", socket.getRemoteSocketAddress())
                    .addKeyValue("reason", e.toString())
                    .log("the connection had ended already");
        }
    }
}
