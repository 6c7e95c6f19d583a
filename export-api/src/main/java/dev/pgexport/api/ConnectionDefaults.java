package dev.pgexport.api;

import java.util.Optional;

/**
 * What to connect to, and as whom, where the connection's parameters do not say. Each part is taken by itself, but for the
 * port, which belongs to the host.
 *
 * @param host a name or an address
 * @param port from 1 to 65535
 * @param database the database's name
 * @param user the user's name
 */
public record ConnectionDefaults(
        Optional<String> host, Optional<Integer> port, Optional<String> database, Optional<String> user) {

    /** Nothing. */
    public static final ConnectionDefaults NONE =
            new ConnectionDefaults(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
