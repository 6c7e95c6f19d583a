package dev.pgexport.postgres.connection.internal;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;

/** One place where a server listens. */
public sealed interface Endpoint {
    /** Return the host as libpq takes it: a name, an address or the directory of a socket. */
    String host();

    int port();

    /**
     * Over TCP.
     *
     * @param host the name that the server's certificate must carry
     * @param address the address to connect to; empty when the name is still to be looked up
     */
    record Tcp(String host, Optional<InetAddress> address, int port) implements Endpoint {
        Tcp at(InetAddress resolved) {
            return new Tcp(host, Optional.of(resolved), port);
        }

        @Override
        public String toString() {
            String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
            return name + ":" + port;
        }
    }

    /**
     * Over a Unix socket.
     *
     * @param host the directory of the socket
     */
    record Unix(String host, int port) implements Endpoint {
        Path socket() {
            return Path.of(host, ".s.PGSQL." + port);
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}
