package dev.pgexport.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL server for tests: on loopback only, with the superuser {@value #SUPERUSER}, who needs no password.
 *
 * <p>It keeps nothing safe from a power cut (fsync is off) and goes away, with its data, when it is closed or when this
 * process ends, however it ends. It runs as whoever runs the tests; root, as whom PostgreSQL refuses to run, is hidden
 * from it by a user namespace. Thread-safe.
 */
public final class PostgresServer implements AutoCloseable {
    /** The superuser of every server. */
    public static final String SUPERUSER = "postgres";

    private static final Logger LOGGER = LoggerFactory.getLogger(PostgresServer.class);
    private static final int ATTEMPTS = 3;

    /** Ends once its input does, which is when this process closes it or ends; takes the server and its data along. */
    private static final String KEEPER = """
            cat > /dev/null
            server=$(head -n 1 "$1/data/postmaster.pid") && kill -QUIT "$server"
            while kill -0 "$server"; do sleep 0.02; done
            rm -rf "$1"
            """;

    private final int version;
    private final int port;
    private final Path folder;
    private final Process keeper;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer(int version, int port, Path folder, Process keeper) {
        this.version = version;
        this.port = port;
        this.folder = folder;
        this.keeper = keeper;
    }

    /** Start a server of a major version. */
    public static PostgresServer start(int version) {
        return start(version, Map.of(), List.of());
    }

    /**
     * Start a server of a major version with settings of one's own.
     *
     * @param settings what goes to {@code postgresql.conf}, unquoted
     * @param authentication the lines of {@code pg_hba.conf} before the one that trusts the superuser
     */
    public static PostgresServer start(int version, Map<String, String> settings, List<String> authentication) {
        return start(version, (binaries, folder) -> initialize(binaries, folder, settings, authentication));
    }

    /** Makes the data of a server that is to be started. */
    private interface Preparation {
        void prepare(PostgresBinaries binaries, Path folder) throws IOException, InterruptedException;
    }

    private static PostgresServer start(int version, Preparation preparation) {
        try {
            PostgresBinaries binaries = PostgresBinaries.unpack(version);
            Path folder = Files.createTempDirectory("pgexport-server-");
            @Nullable Process keeper = null;
            try {
                preparation.prepare(binaries, folder);
                keeper = new ProcessBuilder("sh", "-c", KEEPER, "keeper", folder.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                return new PostgresServer(version, start(binaries, folder), folder, keeper);
            } catch (IOException | InterruptedException | RuntimeException e) {
                end(keeper);
                Folders.delete(folder);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start PostgreSQL " + version, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PostgreSQL " + version + " started", e);
        }
    }

    private static void initialize(
            PostgresBinaries binaries, Path folder, Map<String, String> settings, List<String> authentication)
            throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        PostgresProgram.run(folder, List.of("cp", "-R", "-p", binaries.cluster().toString(), data.toString()));
        Map<String, String> all = new TreeMap<>(Map.of(
                "listen_addresses", "127.0.0.1",
                "unix_socket_directories", folder.toString(),
                "fsync", "off",
                "synchronous_commit", "off",
                "full_page_writes", "off",
                "shared_buffers", "64MB",
                "max_connections", "100",
                "max_wal_size", "2GB",
                "timezone", "UTC",
                "log_line_prefix", "%m [%p] %u@%d "));
        all.putAll(settings);
        List<String> lines = new ArrayList<>();
        all.forEach((name, value) -> lines.add(name + " = '" + value.replace("'", "''") + "'"));
        Files.write(data.resolve("postgresql.auto.conf"), lines);
        List<String> rules = new ArrayList<>(authentication);
        rules.add("local all " + SUPERUSER + " trust");
        rules.add("host all,replication " + SUPERUSER + " 127.0.0.1/32 trust");
        if (authentication.isEmpty()) {
            rules.add("host all all 127.0.0.1/32 trust");
        }
        Files.write(data.resolve("pg_hba.conf"), rules);
    }

    /**
     * Start a standby of this server, which replays whatever this server commits from now on, and may be read meanwhile.
     *
     * <p>Nobody else may use this server while its data are copied.
     */
    public PostgresServer startStandby() {
        return start(version, (binaries, copy) -> {
            try (Connection connection = connect("postgres");
                    Statement statement = connection.createStatement()) {
                boolean renamed = version >= 15;
                statement.execute(
                        renamed
                                ? "SELECT pg_backup_start('standby', true)"
                                : "SELECT pg_start_backup('standby', true, false)");
                Path data = copy.resolve("data");
                PostgresProgram.run(copy, List.of("cp", "-R", "-p", dataFolder().toString(), data.toString()));
                try (ResultSet row = statement.executeQuery("SELECT labelfile FROM "
                        + (renamed ? "pg_backup_stop(false)" : "pg_stop_backup(false, false)"))) {
                    row.next();
                    Files.writeString(data.resolve("backup_label"), row.getString(1));
                }
                Files.delete(data.resolve("postmaster.pid"));
                Files.createFile(data.resolve("standby.signal"));
                Files.write(
                        data.resolve("postgresql.auto.conf"),
                        List.of(
                                "unix_socket_directories = '" + copy + "'",
                                "primary_conninfo = 'host=127.0.0.1 port=" + port + " user=" + SUPERUSER + "'"),
                        StandardOpenOption.APPEND);
            } catch (SQLException e) {
                throw new IOException("cannot copy the data of PostgreSQL " + version, e);
            }
        });
    }

    private static int start(PostgresBinaries binaries, Path folder) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            try {
                PostgresProgram.run(
                        folder,
                        List.of(
                                binaries.program("pg_ctl").toString(),
                                "start",
                                "--wait",
                                "--timeout=60",
                                "--silent",
                                "--pgdata=" + folder.resolve("data"),
                                "--log=" + folder.resolve("log"),
                                "--options=-p " + port));
                return port;
            } catch (IOException e) {
                // Between finding the port and taking it, someone else may have.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LOGGER.atInfo().addKeyValue("port", port).log("server did not start, trying another port");
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Return the major version. */
    public int version() {
        return version;
    }

    /** Return the port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Return the folder of the server's socket. */
    public Path socketFolder() {
        return folder;
    }

    /** Return the folder of the server's data. */
    public Path dataFolder() {
        return folder.resolve("data");
    }

    /** Return what the server has logged so far. */
    public String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the server's log", e);
        }
    }

    /** Return the URI by which the superuser reaches a database. */
    public URI uri(String database) {
        return URI.create("postgresql://" + SUPERUSER + "@127.0.0.1:" + port + "/" + encode(database));
    }

    /** Connect to a database as the superuser. */
    public Connection connect(String database) throws SQLException {
        return connect(database, SUPERUSER);
    }

    /** Connect to a database as a user who needs no password. */
    public Connection connect(String database, String user) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + encode(database) + "?user=" + encode(user));
    }

    /** Create an empty database of a new name; close it to drop it. */
    public TestDatabase createDatabase() {
        return createDatabase("test_" + databases.incrementAndGet());
    }

    /** Create an empty database; close it to drop it. */
    public TestDatabase createDatabase(String name) {
        TestDatabase maintenance = new TestDatabase(this, "postgres");
        maintenance.execute("CREATE DATABASE " + TestDatabase.quoted(name) + " TEMPLATE template0");
        return new TestDatabase(this, name);
    }

    /** Let the server read its configuration again, with a setting changed. */
    public void configure(String name, String value) {
        try {
            Files.writeString(
                    dataFolder().resolve("postgresql.auto.conf"),
                    name + " = '" + value.replace("'", "''") + "'\n",
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot configure the server", e);
        }
        new TestDatabase(this, "postgres").execute("SELECT pg_reload_conf()");
    }

    /** Stop the server and start it again, on the same port. */
    public void restart() {
        control("restart", "--mode=fast", "--log=" + folder.resolve("log"));
    }

    /** Have a standby end its recovery: it becomes a primary, on a timeline of its own. */
    public void promote() {
        control("promote");
    }

    private void control(String... what) {
        try {
            List<String> command = new ArrayList<>(
                    List.of(PostgresBinaries.unpack(version).program("pg_ctl").toString()));
            command.addAll(List.of(what));
            command.addAll(List.of("--wait", "--timeout=60", "--silent", "--pgdata=" + dataFolder()));
            PostgresProgram.run(folder, command);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot " + what[0] + " the server", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Stop the server at once and delete its data. */
    @Override
    public void close() {
        end(keeper);
    }

    private static void end(@Nullable Process keeper) {
        if (keeper == null) {
            return;
        }
        try {
            keeper.getOutputStream().close();
            if (!keeper.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the server did not stop within 30 s");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop the server", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Return the major version, for the names of tests. */
    @Override
    public String toString() {
        return Integer.toString(version);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
