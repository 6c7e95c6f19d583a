package dev.pgexport.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

@ExtendWith(PostgresExtension.class)
class DatabaseTest {
    @TempDir
    Path home;

    private PostgresServer server;
    private int closedPort;

    @BeforeEach
    void remember(PostgresServer newest) throws IOException {
        server = newest;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
    }

    @Test
    void connectsByUri() {
        assertThat(ask("postgresql://postgres@127.0.0.1:" + server.port() + "/postgres"))
                .isEqualTo("postgres postgres pgexport");
    }

    @Test
    void connectsByVariablesAlone() {
        Database database = resolve(
                "",
                "PGHOST",
                "127.0.0.1",
                "PGPORT",
                Integer.toString(server.port()),
                "PGUSER",
                "postgres",
                "PGAPPNAME",
                "mine");

        assertThat(ask(database)).isEqualTo("postgres postgres mine");
    }

    @Test
    void connectsByASocket() {
        assertThat(ask("host=" + server.socketFolder() + " port=" + server.port() + " user=postgres"))
                .isEqualTo("postgres postgres pgexport");
    }

    @Test
    void cancelsAQueryThroughASocket() throws Exception {
        Database database = resolve("host=" + server.socketFolder() + " port=" + server.port() + " user=postgres");
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            Future<SQLException> sleeper = threads.submit(
                    () -> catchThrowableOfType(SQLException.class, () -> statement.execute("SELECT pg_sleep(60)")));
            try (Connection other = database.connect();
                    Statement look = other.createStatement()) {
                awaitSleeper(look);
            }
            connection.unwrap(PGConnection.class).cancelQuery();

            assertThat(sleeper.get().getSQLState()).isEqualTo("57014");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void optionsReachTheServer() throws SQLException {
        Database database = resolve(at(server.port()) + " options='-c statement_timeout=7s'");

        assertThat(value(database, "SHOW statement_timeout")).isEqualTo("7s");
    }

    @Test
    void keepalivesMayBeTuned() {
        assertThat(ask(at(server.port()) + " keepalives_idle=60 keepalives_interval=5 keepalives_count=3"))
                .isNotEmpty();
        assertThat(ask(at(server.port()) + " keepalives=0")).isNotEmpty();
    }

    @Test
    void oddNamesOfDatabasesAreTakenAsTheyAre() {
        try (var odd = server.createDatabase("odd / name?&=%20ä")) {
            assertThat(ask(at(server.port()) + " dbname='" + odd.name() + "'"))
                    .startsWith("odd / name?&=%20ä postgres");
        }
    }

    @Test
    void theDatabasesNameIsTheUsersUnlessGiven() {
        assertThat(resolve("user=me host=h").name()).isEqualTo("me");
        assertThat(resolve("host=h").user()).isEqualTo(System.getProperty("user.name"));
    }

    @Test
    void aDeadServerIsPassedOver() {
        Database database = resolve("host=127.0.0.1,127.0.0.1 user=postgres port=" + closedPort + "," + server.port());

        assertThat(ask(database)).isEqualTo("postgres postgres pgexport");
        assertThat(database).hasToString("127.0.0.1:" + server.port() + "/postgres as postgres");
    }

    @Test
    void aHostWhoseNameIsUnknownIsPassedOver() {
        assertThat(ask("host=no-such-host.invalid,127.0.0.1 user=postgres port=" + server.port()))
                .isNotEmpty();
    }

    @Test
    void allServersDeadAreAllNamed() {
        ExportException failure = failure(resolve("host=127.0.0.1,localhost user=me port=" + closedPort));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure.getMessage()).contains("127.0.0.1:" + closedPort).contains("localhost:" + closedPort);
    }

    @Test
    void aServerThatRefusesIsNotPassedOver() {
        ExportException failure =
                failure(resolve("host=127.0.0.1,127.0.0.1 user=postgres dbname=none port=" + server.port()));

        assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(failure.getMessage()).contains("\"none\" does not exist");
    }

    @Test
    void aServerThatAcceptsButNeverAnswersTimesOut() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            ExportException failure =
                    failure(resolve(at(silent.getLocalPort()) + " sslmode=disable connect_timeout=1"));

            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        }
    }

    @Test
    void anOpenConnectionWaitsForItsServerAsLongAsItLikes() throws SQLException {
        Database database = resolve(at(server.port()) + " connect_timeout=1");

        assertThat(value(database, "SELECT 'done' FROM pg_sleep(1.5)")).isEqualTo("done");
    }

    @Test
    void laterConnectionsGoToTheServerOfTheFirst() throws SQLException {
        try (PostgresServer other = PostgresServer.start(17)) {
            Database database = resolve("host=127.0.0.1,127.0.0.1 user=postgres load_balance_hosts=random port="
                    + server.port() + "," + other.port());
            String first = value(database, "SHOW port");

            for (int i = 0; i < 8; i++) {
                assertThat(value(database, "SHOW port")).isEqualTo(first);
            }
            assertThat(database.childEnvironment())
                    .containsEntry("PGPORT", first)
                    .containsEntry("PGHOSTADDR", "127.0.0.1");
        }
    }

    @Test
    void manyThreadsMayConnectAtOnce() throws Exception {
        Database database = resolve(at(server.port()));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> tasks = Collections.nCopies(16, () -> ask(database));
            for (Future<String> answer : threads.invokeAll(tasks)) {
                assertThat(answer.get()).isEqualTo("postgres postgres pgexport");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aPasswordComesFromThePasswordFile() throws IOException {
        try (PostgresServer strict = PostgresServer.start(
                16,
                Map.of("password_encryption", "scram-sha-256"),
                List.of("host all reader 127.0.0.1/32 scram-sha-256"))) {
            execute(strict, "CREATE ROLE reader LOGIN PASSWORD 'se:cret'");
            String reader = "host=127.0.0.1 dbname=postgres user=reader port=" + strict.port();

            assertThat(failure(resolve(reader)).kind()).isEqualTo(Kind.PERMISSION);

            Path file = Files.writeString(home.resolve(".pgpass"), "127.0.0.1:*:postgres:reader:se\\:cret\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            Database database = resolve(reader);
            assertThat(ask(database)).isEqualTo("postgres reader pgexport");
            assertThat(database.childEnvironment()).containsEntry("PGPASSWORD", "se:cret");

            execute(strict, "ALTER ROLE reader PASSWORD 'another'");
            Files.writeString(file, "127.0.0.1:*:postgres:reader:another\n");
            assertThat(ask(database)).as("asked for anew").isEqualTo("postgres reader pgexport");
            assertThat(database.childEnvironment()).containsEntry("PGPASSWORD", "another");

            Files.writeString(file, "127.0.0.1:*:postgres:reader:wrong\n");
            assertThat(failure(resolve(reader)).advice())
                    .hasValueSatisfying(advice -> assertThat(advice).contains(".pgpass"));
        }
    }

    @Test
    void aReadOnlyServerIsChosenOrPassedOver() throws SQLException {
        try (PostgresServer readOnly =
                PostgresServer.start(17, Map.of("default_transaction_read_only", "on"), List.of())) {
            String both = "host=127.0.0.1,127.0.0.1 user=postgres port=" + readOnly.port() + "," + server.port()
                    + " target_session_attrs=";

            assertThat(value(resolve(both + "any"), "SHOW port")).isEqualTo(Integer.toString(readOnly.port()));
            assertThat(value(resolve(both + "read-write"), "SHOW port")).isEqualTo(Integer.toString(server.port()));
            assertThat(value(resolve(both + "read-only"), "SHOW port")).isEqualTo(Integer.toString(readOnly.port()));
            assertThat(value(resolve(both + "primary"), "SHOW port")).isEqualTo(Integer.toString(readOnly.port()));
            assertThat(value(resolve(both + "prefer-standby"), "SHOW port"))
                    .isEqualTo(Integer.toString(readOnly.port()));
            assertThat(failure(resolve(both + "standby")).getMessage()).contains("is not standby");
        }
    }

    @Test
    void aStandbyIsChosenOrPassedOver() throws Exception {
        try (PostgresServer primary = PostgresServer.start(17);
                PostgresServer standby = primary.startStandby()) {
            String both = "host=127.0.0.1,127.0.0.1 user=postgres port=" + server.port() + "," + standby.port()
                    + " target_session_attrs=";

            assertThat(value(resolve(both + "standby"), "SHOW port")).isEqualTo(Integer.toString(standby.port()));
            assertThat(value(resolve(both + "prefer-standby"), "SHOW port"))
                    .isEqualTo(Integer.toString(standby.port()));
            assertThat(value(resolve(both + "read-only"), "SHOW port")).isEqualTo(Integer.toString(standby.port()));
            assertThat(value(resolve(both + "primary"), "SHOW port")).isEqualTo(Integer.toString(server.port()));
            assertThat(value(resolve(both + "read-write"), "SHOW port")).isEqualTo(Integer.toString(server.port()));
        }
    }

    @Test
    void aChildHasOurEnvironmentWithoutWhatWouldLeadItElsewhere() {
        Database database = resolve(
                "host=h port=7 dbname=d user=u password=p",
                "PATH",
                "/bin",
                "PGHOST",
                "elsewhere",
                "PGSERVICE",
                "",
                "PGDATESTYLE",
                "German",
                "PGEXPORT_FROM",
                "secret");

        assertThat(database.childEnvironment())
                .containsEntry("PATH", "/bin")
                .containsEntry("PGHOST", "h")
                .containsEntry("PGPORT", "7")
                .containsEntry("PGDATABASE", "d")
                .containsEntry("PGUSER", "u")
                .containsEntry("PGPASSWORD", "p")
                .containsEntry("PGSSLMODE", "prefer")
                .containsEntry("PGAPPNAME", "pgexport")
                .doesNotContainKeys("PGSERVICE", "PGDATESTYLE", "PGEXPORT_FROM");
    }

    private static void awaitSleeper(Statement look) throws SQLException {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < deadline) {
            try (ResultSet row = look.executeQuery(
                    "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)' AND state = 'active'")) {
                row.next();
                if (row.getInt(1) > 0) {
                    return;
                }
            }
        }
        throw new AssertionError("the query never ran");
    }

    private static void execute(PostgresServer target, String sql) {
        try (Connection connection = target.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String at(int port) {
        return "host=127.0.0.1 user=postgres port=" + port;
    }

    private String ask(String connectionString) {
        return ask(resolve(connectionString));
    }

    private static String ask(Database database) {
        try {
            return value(
                    database,
                    "SELECT concat_ws(' ', current_database(), current_user, current_setting('application_name'))");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String value(Database database, String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            assertThat(connection.getAutoCommit()).isTrue();
            row.next();
            return row.getString(1);
        }
    }

    private static ExportException failure(Database database) {
        ExportException failure = catchThrowableOfType(
                ExportException.class, () -> database.connect().close());
        assertThat(failure).isNotNull();
        return failure;
    }

    private Database resolve(String connectionString, String... variables) {
        Map<String, String> environment = new HashMap<>(Map.of("HOME", home.toString()));
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return Database.resolve(new ConnectionSettings(Optional.of(connectionString)), environment);
    }
}
