package dev.pgexport.testkit.s3;

import dev.pgexport.testkit.container.Containers;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The S3 servers of a test run: one a kind, started when first asked for, stopped after the last test. */
final class S3Servers implements AutoCloseable {
    private final Map<S3Kind, S3Launcher> launchers;
    private final Map<S3Kind, Optional<String>> missing = new EnumMap<>(S3Kind.class);
    private final Map<S3Kind, S3Server> started = new EnumMap<>(S3Kind.class);

    private S3Servers(Containers containers) {
        launchers = Map.of(
                S3Kind.LOCALSTACK, new LocalStackLauncher(containers),
                S3Kind.MINIO, new MinioLauncher(),
                S3Kind.LIGHT, new S3ProxyLauncher());
    }

    static S3Servers of(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(S3Servers.class))
                .getOrComputeIfAbsent(S3Servers.class, key -> new S3Servers(Containers.of(context)), S3Servers.class);
    }

    /** Return why there is no server of a kind; says so once on the standard error output as well. */
    synchronized Optional<String> missing(S3Kind kind) {
        Optional<String> known = missing.get(kind);
        if (known == null) {
            known = launcher(kind).missing();
            known.ifPresent(reason -> System.err.println("SKIPPED: all tests on " + kind + ": " + reason));
            missing.put(kind, known);
        }
        return known;
    }

    synchronized S3Server server(S3Kind kind) {
        S3Server server = started.get(kind);
        if (server == null) {
            server = launcher(kind).start();
            started.put(kind, server);
        }
        return server;
    }

    private S3Launcher launcher(S3Kind kind) {
        S3Launcher launcher = launchers.get(kind);
        if (launcher == null) {
            throw new IllegalArgumentException("nothing starts " + kind);
        }
        return launcher;
    }

    @Override
    public synchronized void close() {
        started.values().forEach(S3Server::close);
    }
}
