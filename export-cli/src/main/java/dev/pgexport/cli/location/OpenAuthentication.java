package dev.pgexport.cli.location;

import dev.pgexport.api.Authentication;
import dev.pgexport.cli.configuration.ProcessEnvironment;
import java.util.Optional;

/**
 * The chosen way to authenticate, for the time of one command.
 *
 * @param authentication the way, open; empty for libpq's own
 */
public record OpenAuthentication(Optional<Authentication> authentication) implements AutoCloseable {
    public static OpenAuthentication of(
            Optional<ConfiguredAuthentication<?>> configured, ProcessEnvironment environment) {
        return new OpenAuthentication(configured.map(chosen -> chosen.open(environment.variables())));
    }

    @Override
    public void close() {
        authentication.ifPresent(Authentication::close);
    }
}
