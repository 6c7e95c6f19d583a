package dev.pgexport.api;

import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * A kind of location. Found by {@link java.util.ServiceLoader}; has a public constructor without parameters; holds no
 * state.
 *
 * @param <C> the record of its settings, see {@link dev.pgexport.api.setting.Setting}
 */
public interface SinkPlugin<C extends Record> {
    /** Return the sink's name: lower case letters, digits and {@code -}. */
    String name();

    /** Return one sentence that says where the sink puts exports. */
    String description();

    /** Return the schemes of the locations it serves, in lower case, as in {@code s3}. */
    Set<String> schemes();

    Class<C> settings();

    /**
     * Open a location. It need not exist; nothing is made before the first put or claim.
     *
     * @throws ExportException when it cannot be a location
     */
    Sink open(C settings, URI location);

    /** Look at whether exports can be put there; failures are findings, not exceptions. Leaves nothing behind. */
    List<Finding> diagnose(C settings, URI location);
}
