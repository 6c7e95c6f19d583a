package dev.pgexport.api;

/**
 * Where a server listens.
 *
 * @param host its name, or its address where it was given by that
 * @param port from 1 to 65535
 */
public record ServerAddress(String host, int port) {
    public ServerAddress {
        if (host.isEmpty() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("not an address of a server: " + host + ":" + port);
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
