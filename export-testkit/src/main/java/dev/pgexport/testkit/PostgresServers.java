package dev.pgexport.testkit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The servers of a test run: one a major version, started when first asked for, stopped after the last test. */
public final class PostgresServers implements AutoCloseable {
    private final Map<Integer, PostgresServer> started = new ConcurrentHashMap<>();

    PostgresServers() {}

    static PostgresServers of(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(PostgresServers.class))
                .getOrComputeIfAbsent(PostgresServers.class);
    }

    /** Return the major versions that can be started, ascending. */
    public List<Integer> versions() {
        return PostgresBinaries.versions();
    }

    /** Return the shared server of a major version. Leave its settings and its other databases alone. */
    public PostgresServer version(int version) {
        return started.computeIfAbsent(version, PostgresServer::start);
    }

    /** Return the shared server of the newest version. */
    public PostgresServer newest() {
        List<Integer> versions = versions();
        return version(versions.get(versions.size() - 1));
    }

    @Override
    public void close() {
        started.values().forEach(PostgresServer::close);
    }
}
