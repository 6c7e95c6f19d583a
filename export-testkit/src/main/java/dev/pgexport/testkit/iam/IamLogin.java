package dev.pgexport.testkit.iam;

import java.util.Map;
import java.util.Optional;

/**
 * One attempt to log in.
 *
 * @param user the user that was named
 * @param parameters the session's parameters, as the client sent them
 * @param token what was presented
 * @param refusal why it was refused; empty when it was let in
 */
public record IamLogin(String user, Map<String, String> parameters, String token, Optional<String> refusal) {
    public IamLogin {
        parameters = Map.copyOf(parameters);
    }

    /** Return whether the client was libpq, and not the JDBC driver, which asks for a style of dates. */
    public boolean byLibpq() {
        return !parameters.containsKey("DateStyle");
    }
}
