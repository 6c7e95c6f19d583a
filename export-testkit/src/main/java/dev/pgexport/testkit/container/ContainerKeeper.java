package dev.pgexport.testkit.container;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;

/**
 * Starts containers on loopback that end with this process, however it ends.
 *
 * <p>Testcontainers' own way is one more container, from an image that machines without a registry do not have.
 */
final class ContainerKeeper {
    /**
     * Where the ports of every container are. Testcontainers has an address of its own for the engine's host, which is
     * another one where the tests are in a container themselves; nothing listens there.
     */
    static final String ADDRESS = "127.0.0.1";

    /** Seconds on an idle machine. */
    private static final Duration START = Duration.ofMinutes(3);

    /** Ends once its input does; a signal to the whole group, as by Ctrl-C, must not end it before. */
    private static final String KEEPER = """
            trap '' HUP INT TERM
            cat > /dev/null
            docker rm --force --volumes "$1"
            """;

    private ContainerKeeper() {}

    static void start(GenericContainer<?> container) {
        container.withCreateContainerCmdModifier(ContainerKeeper::bindToLoopback);
        container.withStartupTimeout(START);
        container.start();
        try {
            new ProcessBuilder(List.of("sh", "-c", KEEPER, "keeper", container.getContainerId()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            container.stop();
            throw new UncheckedIOException("cannot watch over " + container.getDockerImageName(), e);
        }
    }

    private static void bindToLoopback(CreateContainerCmd command) {
        Optional.ofNullable(command.getHostConfig())
                .ifPresent(host -> host.withPortBindings(Stream.of(command.getExposedPorts())
                        .map(port -> new PortBinding(Ports.Binding.bindIp(ADDRESS), port))
                        .toList()));
    }
}
