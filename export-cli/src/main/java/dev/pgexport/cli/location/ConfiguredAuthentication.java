package dev.pgexport.cli.location;

import dev.pgexport.api.Authentication;
import dev.pgexport.api.AuthenticationPlugin;
import java.util.Map;

/**
 * A way to authenticate, and its settings.
 *
 * @param plugin the way
 * @param settings what it is told
 * @param <C> the record of its settings
 */
public record ConfiguredAuthentication<C extends Record>(AuthenticationPlugin<C> plugin, C settings) {
    /** Open it for a run, see {@link AuthenticationPlugin#open}. */
    public Authentication open(Map<String, String> environment) {
        return plugin.open(settings, environment);
    }
}
