package dev.pgexport.api;

/**
 * Says who to be at a database, and proves it. Thread-safe.
 *
 * <p>A source asks it for credentials each time it makes a connection or starts a program that makes one. Its failures
 * are {@link ExportException}s whose messages hold no secret.
 */
public interface Authentication extends AutoCloseable {
    /**
     * Return what to take for what the connection's parameters leave open.
     *
     * @throws ExportException when it cannot be found out
     */
    default ConnectionDefaults defaults() {
        return ConnectionDefaults.NONE;
    }

    /**
     * Return credentials for one new connection.
     *
     * @param server the server, as the connection's parameters name it
     * @param user who the connection's parameters would have us be
     * @throws ExportException when there are none
     */
    Credentials credentials(ServerAddress server, String user);

    /** Return whether credentials can be replaced by others at any time, and not by us. */
    default boolean rotates() {
        return false;
    }

    /**
     * Take notice that a server refused credentials as wrong (SQLSTATE 28P01).
     *
     * @return whether {@link #credentials} now gives others
     * @throws ExportException when it cannot be found out
     */
    default boolean renew(Credentials refused) {
        return false;
    }

    /** Return whether credentials may pass through encrypted connections only. */
    boolean requiresTls();

    /** Return what to look at when a server refuses us: an imperative sentence that starts with "perhaps". */
    String advice(ServerAddress server, String user);

    /** Release what was opened; credentials that were given stay as good as they are. */
    @Override
    void close();
}
