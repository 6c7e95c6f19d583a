package dev.pgexport.cli.demo;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL server on loopback that goes away with its data when closed, or when this process ends. */
final class DemoServer implements AutoCloseable {
    static final String USER = "postgres";
    private static final String DATABASE = "chess";

    /** Ends once its input does, which is when this process closes it or ends; takes the server and its data along. */
    private static final String KEEPER = """
            trap '' INT TERM HUP
            cat > /dev/null
            server=$(head -n 1 "$1/data/postmaster.pid") && kill -QUIT "$server" &&
              while kill -0 "$server"; do sleep 0.02; done
            rm -rf "$1"
            """;

    /** What the server holds is made anew each time: a power cut loses nothing. */
    private static final List<String> CONFIGURATION = List.of(
            "listen_addresses = '127.0.0.1'",
            "fsync = off",
            "synchronous_commit = off",
            "full_page_writes = off",
            "wal_level = minimal",
            "max_wal_senders = 0",
            "max_wal_size = '2GB'",
            "shared_buffers = '64MB'",
            "autovacuum = off",
            "timezone = 'UTC'");

    private final int port;
    private final Process keeper;

    private DemoServer(int port, Process keeper) {
        this.port = port;
        this.keeper = keeper;
    }

    /**
     * Start a server.
     *
     * @throws ExportException of kind UNAVAILABLE when it does not start
     */
    static DemoServer start(Map<String, String> variables) throws InterruptedException {
        try {
            ServerPrograms programs = ServerPrograms.unpacked(variables);
            Path folder = Files.createTempDirectory("pgexport-demo-");
            Process keeper = new ProcessBuilder("sh", "-c", KEEPER, "keeper", folder.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return new DemoServer(start(programs, folder), keeper);
            } catch (IOException | InterruptedException | RuntimeException e) {
                end(keeper);
                throw e;
            }
        } catch (IOException e) {
            throw new ExportException(
                            Kind.UNAVAILABLE, "the demo's PostgreSQL server does not start: " + e.getMessage(), e)
                    .withAdvice("perhaps try as another user than root, whom a container may forget to let make user"
                            + " namespaces; or run pgexport with a database of your own");
        }
    }

    private static int start(ServerPrograms programs, Path folder) throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        copy(programs.cluster(), data);
        Files.write(data.resolve("postgresql.auto.conf"), CONFIGURATION);
        int port = freePort();
        programs.run(
                folder,
                "pg_ctl",
                "start",
                "--wait",
                "--silent",
                "--pgdata=" + data,
                "--log=" + folder.resolve("log"),
                "--options=-p " + port + " -k " + folder);
        return port;
    }

    private static void copy(Path cluster, Path data) throws IOException, InterruptedException {
        int status = new ProcessBuilder("cp", "-R", "-p", cluster.toString(), data.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("cannot copy " + cluster + " to " + data);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Make the sample database.
     *
     * @param rows how many rows its biggest table has
     */
    void load(int rows) {
        execute("postgres", "CREATE DATABASE " + DATABASE);
        execute(DATABASE, "SET demo.rows = " + rows + ";" + script());
    }

    private void execute(String database, String script) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(script);
        } catch (SQLException e) {
            throw new ExportException(Kind.UNAVAILABLE, "cannot make the sample database: " + e.getMessage(), e);
        }
    }

    private static String script() {
        try (InputStream in =
                Objects.requireNonNull(DemoServer.class.getResourceAsStream("sample-database.sql"), "resource")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the sample database cannot be read", e);
        }
    }

    /** Return the server's version, as in {@code 15.19}. */
    String version() {
        try (Connection connection = connect(DATABASE);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW server_version")) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new ExportException(Kind.UNAVAILABLE, "cannot ask the server for its version", e);
        }
    }

    private Connection connect(String database) throws SQLException {
        // A whole script in one message, which is one transaction.
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?preferQueryMode=simple&user=" + USER);
    }

    /** Return what a command takes as {@code --from}. */
    URI uri() {
        return uri(DATABASE);
    }

    /** Return how commands name a database of this server. */
    URI uri(String database) {
        return URI.create("postgresql://" + USER + "@127.0.0.1:" + port + "/" + database);
    }

    @Override
    public void close() throws IOException {
        end(keeper);
    }

    private static void end(Process keeper) throws IOException {
        keeper.getOutputStream().close();
        try {
            if (!keeper.waitFor(30, TimeUnit.SECONDS)) {
                throw new IOException("the demo's server does not stop");
            }
        } catch (InterruptedException e) {
            // The keeper does its work without being waited for.
            Thread.currentThread().interrupt();
        }
    }
}
