package dev.pgexport.testkit.iam;

import dev.pgexport.testkit.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import javax.net.ssl.SSLContext;

/**
 * Stands before a real PostgreSQL server, as Amazon RDS does with IAM database authentication: whoever connects has to
 * use TLS and to present a token whose signature is right. Listens on 127.0.0.1 alone. Thread-safe.
 */
public final class IamDatabase implements AutoCloseable {
    private final ServerSocket listener;
    private final PostgresServer server;
    private final SSLContext tls;
    private final IamTokenCheck check;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<IamLogin> logins = new CopyOnWriteArrayList<>();

    private IamDatabase(ServerSocket listener, PostgresServer server, SSLContext tls, IamTokenCheck check) {
        this.listener = listener;
        this.server = server;
        this.tls = tls;
        this.check = check;
    }

    /**
     * Start one.
     *
     * @param server lets everybody in who comes from 127.0.0.1
     * @param tls has the certificate to present
     * @param check makes the check of tokens, given the port on which this listens
     */
    public static IamDatabase start(PostgresServer server, SSLContext tls, IntFunction<IamTokenCheck> check) {
        try {
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            IamDatabase database = new IamDatabase(listener, server, tls, check.apply(listener.getLocalPort()));
            start("accept", database::accept);
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the database", e);
        }
    }

    /** Return the port on 127.0.0.1. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Return every attempt to log in so far, the oldest first. */
    public List<IamLogin> logins() {
        return List.copyOf(logins);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                start("client", () -> serve(client));
            } catch (IOException e) {
                // Closed, or the client went away before it was let in.
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            open.add(upstream);
            try {
                new IamSession(tls, check, logins::add).serve(client, upstream);
            } finally {
                open.remove(upstream);
            }
        } catch (IOException e) {
            // Either side went away, which the other then sees.
        } finally {
            open.remove(client);
        }
    }

    static Thread start(String name, Runnable action) {
        Thread thread = new Thread(action, "iam-database-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Stop, and cut all connections. */
    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop the database", e);
        }
    }
}
