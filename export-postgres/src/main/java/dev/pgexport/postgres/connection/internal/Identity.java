package dev.pgexport.postgres.connection.internal;

import java.util.Optional;

/**
 * Who to be on one connection.
 *
 * @param user the user's name
 * @param password what proves it, when there is something: a secret
 */
record Identity(String user, Optional<String> password) {
    /** Return a text without the password. */
    @Override
    public String toString() {
        return "Identity[user=" + user + "]";
    }
}
