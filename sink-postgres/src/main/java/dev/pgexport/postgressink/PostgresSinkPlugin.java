package dev.pgexport.postgressink;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.Finding;
import dev.pgexport.api.Sink;
import dev.pgexport.api.SinkPlugin;
import dev.pgexport.restore.DatabaseLoader;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Loads exports into a database: {@code postgresql://owner@host/database}, as libpq takes it. */
public final class PostgresSinkPlugin implements SinkPlugin<PostgresSinkSettings> {
    private final Map<String, String> environment;

    /** Connects as the environment of this process says. */
    public PostgresSinkPlugin() {
        this(System.getenv());
    }

    PostgresSinkPlugin(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public String description() {
        return "Loads the export into an empty database in one step, and stores nothing.";
    }

    @Override
    public Set<String> schemes() {
        return Set.of("postgresql", "postgres");
    }

    @Override
    public Class<PostgresSinkSettings> settings() {
        return PostgresSinkSettings.class;
    }

    @Override
    public Sink open(PostgresSinkSettings settings, URI location) {
        return new PostgresSink(loader(settings, location));
    }

    private DatabaseLoader loader(PostgresSinkSettings settings, URI location) {
        // Locations end in a slash, which is none of a database's name.
        String to = location.toString().replaceFirst("/$", "");
        return new DatabaseLoader(settings.load(), to, environment);
    }

    @Override
    public List<Finding> diagnose(PostgresSinkSettings settings, URI location) {
        try (DatabaseLoader loader = loader(settings, location)) {
            return loader.diagnose();
        } catch (ExportException e) {
            return List.of(Finding.failure(
                    "target", String.valueOf(e.getMessage()), e.advice().orElse("check --to")));
        }
    }
}
