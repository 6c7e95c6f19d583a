package dev.pgexport.api;

/**
 * Who to be, and what proves it.
 *
 * @param user the user's name
 * @param password a password, or a token that stands for one: a secret
 */
public record Credentials(String user, String password) {
    /** Return a text without the password. */
    @Override
    public String toString() {
        return "Credentials[user=" + user + ", password=***]";
    }
}
