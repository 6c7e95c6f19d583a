package dev.pgexport.restore;

import dev.pgexport.api.Authentication;
import dev.pgexport.api.CancellationToken;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of a restore.
 *
 * @param export what to restore
 * @param schemaFrom another export whose definitions are taken
 * @param to the database, as libpq names it; may hold a password
 * @param authentication says who to be there; empty for libpq's own ways; stays open
 * @param options what is restored, and how
 * @param settings which programs
 * @param jobs how many connections work at once, 1 or more
 * @param scratch the folder below which temporary files may be made; it need not exist
 * @param environment the process's environment, with its PG* variables
 * @param cancellation tells when to stop
 * @param progress hears how far it is
 */
public record RestoreRequest(
        RestorableExport export,
        Optional<RestorableExport> schemaFrom,
        String to,
        Optional<Authentication> authentication,
        RestoreOptions options,
        RestoreSettings settings,
        int jobs,
        Path scratch,
        Map<String, String> environment,
        CancellationToken cancellation,
        RestoreProgress progress) {

    public RestoreRequest {
        if (jobs < 1) {
            throw new IllegalArgumentException("jobs is 1 or more: " + jobs);
        }
        environment = Map.copyOf(environment);
    }

    /** Return a text without the connection string, which may hold a password. */
    @Override
    public String toString() {
        return "RestoreRequest[export=" + export.manifest().id() + "]";
    }
}
