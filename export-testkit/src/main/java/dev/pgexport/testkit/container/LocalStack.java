package dev.pgexport.testkit.container;

import java.net.URI;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A LocalStack in a container: S3, STS, KMS, IAM, Secrets Manager and more of AWS at one address, which one account owns.
 *
 * <p>Ask for it as a parameter, see {@link ContainerExtension}. Thread-safe.
 */
public final class LocalStack implements AutoCloseable {
    /** The image; {@code testbed/up} builds it where it cannot be pulled. */
    public static final String IMAGE = "localstack/localstack:4.14.0";

    /** Of all services. */
    private static final int PORT = 4566;

    private final LocalStackContainer container;

    private LocalStack(LocalStackContainer container) {
        this.container = container;
    }

    static LocalStack start() {
        LocalStackContainer container = new LocalStackContainer(DockerImageName.parse(IMAGE))
                // S3 takes any key for a real one otherwise.
                .withEnv("S3_SKIP_KMS_KEY_VALIDATION", "0");
        ContainerKeeper.start(container);
        return new LocalStack(container);
    }

    /** Return the address of all services, without a path. */
    public URI endpoint() {
        return URI.create("http://" + ContainerKeeper.ADDRESS + ":" + container.getMappedPort(PORT));
    }

    /** Return the region in which resources are created, as the SDK names it. */
    public String region() {
        return container.getRegion();
    }

    /** Return the account's access key id. */
    public String accessKeyId() {
        return container.getAccessKey();
    }

    /** Return the account's secret access key. */
    public String secretAccessKey() {
        return container.getSecretKey();
    }

    @Override
    public void close() {
        container.stop();
    }
}
