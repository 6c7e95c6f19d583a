package dev.pgexport.testkit.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** The containers of a test run: one an image, started when first asked for, removed after the last test. Thread-safe. */
public final class Containers implements AutoCloseable {
    private static final int PULL_MINUTES = 5;

    private final Map<String, Optional<String>> missing = new HashMap<>();
    private @Nullable LocalStack localStack;
    private @Nullable ContainerPostgres postgres;

    private Containers() {}

    /** Return the containers of the run. */
    public static Containers of(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Containers.class))
                .getOrComputeIfAbsent(Containers.class, key -> new Containers(), Containers.class);
    }

    /**
     * Return why no container of an image can be had, and what to do about it; empty when one can, be it after pulling
     * the image. Says so once on the standard error output as well.
     */
    public synchronized Optional<String> missing(String image) {
        return missing.computeIfAbsent(image, name -> {
            Optional<String> reason = reason(name);
            reason.ifPresent(why -> System.err.println("SKIPPED: all tests with a container of " + name + ": " + why));
            return reason;
        });
    }

    private static Optional<String> reason(String image) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.of("no Docker engine answers: run testbed/up");
        }
        DockerClient docker = DockerClientFactory.instance().client();
        try {
            docker.inspectImageCmd(image).exec();
            return Optional.empty();
        } catch (NotFoundException e) {
            return pull(docker, image) ? Optional.empty() : Optional.of("no image, and none to pull: run testbed/up");
        }
    }

    private static boolean pull(DockerClient docker, String image) {
        try {
            return docker.pullImageCmd(image).start().awaitCompletion(PULL_MINUTES, TimeUnit.MINUTES);
        } catch (DockerException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Return the run's LocalStack. */
    public synchronized LocalStack localStack() {
        LocalStack running = localStack;
        if (running == null) {
            running = LocalStack.start();
            localStack = running;
        }
        return running;
    }

    /** Return the run's PostgreSQL. */
    public synchronized ContainerPostgres postgres() {
        ContainerPostgres running = postgres;
        if (running == null) {
            running = ContainerPostgres.start();
            postgres = running;
        }
        return running;
    }

    @Override
    public synchronized void close() {
        if (localStack != null) {
            localStack.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
