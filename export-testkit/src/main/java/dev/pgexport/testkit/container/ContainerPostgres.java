package dev.pgexport.testkit.container;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A PostgreSQL server in a container, reached over TCP with a password: what most people run.
 *
 * <p>Ask for it as a parameter, see {@link ContainerExtension}. Thread-safe.
 */
public final class ContainerPostgres implements AutoCloseable {
    /** The image; {@code testbed/up} builds it where it cannot be pulled. */
    public static final String IMAGE = "postgres:17";

    /** The major version of the server. */
    public static final int VERSION = 17;

    private final PostgreSQLContainer container;

    private ContainerPostgres(PostgreSQLContainer container) {
        this.container = container;
    }

    static ContainerPostgres start() {
        PostgreSQLContainer container = new PostgreSQLContainer(DockerImageName.parse(IMAGE))
                .withUsername("owner")
                .withPassword("a secret/of 1")
                .withDatabaseName("app");
        ContainerKeeper.start(container);
        return new ContainerPostgres(container);
    }

    /** Return the URI of its database, without the password. */
    public URI uri() {
        return URI.create("postgresql://" + container.getUsername() + "@" + address());
    }

    private String address() {
        return ContainerKeeper.ADDRESS + ":" + container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT) + "/"
                + container.getDatabaseName();
    }

    /** Return the password of the superuser that the URI names. */
    public String password() {
        return container.getPassword();
    }

    /** Connect to its database as the superuser. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address(), container.getUsername(), container.getPassword());
    }

    /** Execute statements as the superuser, in one transaction. */
    public void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(String.join(";", statements));
        } catch (SQLException e) {
            throw new IllegalStateException("failed: " + String.join(";", statements), e);
        }
    }

    @Override
    public void close() {
        container.stop();
    }
}
