package dev.pgexport.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A strategy: how data leaves the database. Found by {@link java.util.ServiceLoader}; has a public constructor without
 * parameters; holds no state.
 *
 * @param <C> the record of its settings, see {@link dev.pgexport.api.setting.Setting}
 */
public interface SourcePlugin<C extends Record> {
    /** Return the strategy's name: lower case letters, digits and {@code -}. */
    String name();

    /** Return one sentence that says what the strategy does. */
    String description();

    Class<C> settings();

    /**
     * Open an export: connect, take the snapshot, and find out what there is to export.
     *
     * @throws ExportException when it cannot be opened; nothing is then left open
     * @throws InterruptedException when cancelled meanwhile
     */
    Export open(C settings, ExportRequest request) throws InterruptedException;

    /**
     * Return whether a run of this strategy goes on with what another service writes for an earlier run of the same id,
     * see {@link HandOff}. Only then is an export opened whose id is held, and what lies there left as it is.
     */
    default boolean resumes() {
        return false;
    }

    /** Return whether this strategy reads a snapshot that it is given, see {@link ExportRequest#snapshot}. */
    default boolean readsSharedSnapshots() {
        return false;
    }

    /**
     * Return whether what this strategy writes can be loaded into a database as it comes, see {@link ObjectContent}: all of its
     * objects say what they are, and definitions are the first of them.
     */
    default boolean loadable(C settings) {
        return false;
    }

    /**
     * Look at the source as an export would find it now: without a lock that others could wait for, without reading rows,
     * and leaving nothing open.
     *
     * @return empty, without connecting, when this strategy cannot
     * @throws ExportException when the source cannot be reached
     * @throws InterruptedException when cancelled meanwhile
     */
    default Optional<SourceState> look(C settings, ExportRequest request) throws InterruptedException {
        return Optional.empty();
    }

    /** Look at everything an export would need, without exporting; failures are findings, not exceptions. */
    List<Finding> diagnose(C settings, ExportRequest request) throws InterruptedException;

    /**
     * Remove what dead runs of this strategy left below a scratch folder, and nothing that a living run holds.
     *
     * @return what was removed
     * @throws IOException when something that was found cannot be removed
     */
    default List<Path> clean(Path scratch) throws IOException {
        return List.of();
    }

    /** Open an inspection, which reads an export of this strategy again. */
    Inspection inspect(C settings, InspectionRequest request);
}
