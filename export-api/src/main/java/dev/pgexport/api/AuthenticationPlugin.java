package dev.pgexport.api;

import java.util.Map;

/**
 * A way to prove to a database who we are, beside those of libpq. Found by {@link java.util.ServiceLoader}; has a public
 * constructor without parameters; holds no state.
 *
 * @param <C> the record of its settings, see {@link dev.pgexport.api.setting.Setting}
 */
public interface AuthenticationPlugin<C extends Record> {
    /** Return the name by which {@code --auth} chooses it: lower case letters, digits and {@code -}. */
    String name();

    /** Return one sentence that says who or what vouches for us. */
    String description();

    Class<C> settings();

    /**
     * Open it, for one run. Nobody is asked before the first connection needs it.
     *
     * @param environment the process's environment
     * @throws ExportException of kind CONFIGURATION when the settings cannot work
     */
    Authentication open(C settings, Map<String, String> environment);
}
