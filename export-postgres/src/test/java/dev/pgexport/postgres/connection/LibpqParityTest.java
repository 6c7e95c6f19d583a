package dev.pgexport.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgexport.api.ExportException;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same connection strings by psql, which is libpq's own, and by us: to the same end, or refused by both. */
@ExtendWith(PostgresExtension.class)
class LibpqParityTest {
    private static final String QUERY = "SELECT concat_ws(' ', current_user, current_database(),"
            + " coalesce(host(inet_server_addr()), 'socket'), current_setting('port'),"
            + " current_setting('application_name'), current_setting('statement_timeout'))";

    @TempDir
    Path home;

    private PostgresServer server;

    @BeforeEach
    void prepare(PostgresServer newest) throws IOException {
        server = newest;
        Files.writeString(home.resolve("services"), filled("""
                [local]
                host=127.0.0.1
                port=PORT
                user=postgres
                application_name=by service
                """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://postgres@127.0.0.1:PORT/template1?application_name=a",
                "postgres://postgres@127.0.0.1:PORT?application_name=a",
                "postgresql://127.0.0.1:PORT/?user=postgres&application_name=a",
                "postgresql://postgres@127.0.0.1:PORT/%70ostgres?application_name=a%20b",
                "postgresql://postgres@SOCKET:PORT/postgres?application_name=a",
                "postgresql:///postgres?host=FOLDER&port=PORT&user=postgres&application_name=a",
                "postgresql://postgres@127.0.0.1:1,127.0.0.1:PORT/postgres?application_name=a",
                "postgresql://postgres@no-such-host.invalid,127.0.0.1/postgres?port=PORT&application_name=a",
                "postgresql://postgres@127.0.0.1:PORT/postgres?application_name=a&options=-c%20statement_timeout%3D7s",
                "postgresql://postgres@127.0.0.1:PORT/postgres?target_session_attrs=read-write&application_name=a",
                "postgresql://postgres@127.0.0.1:PORT/postgres?target_session_attrs=standby",
                "postgresql://postgres@127.0.0.1:PORT/postgres?target_session_attrs=nonsense",
                "postgresql://postgres@127.0.0.1:PORT/postgres?ssl=true",
                "postgresql://postgres@127.0.0.1:PORT/postgres?sslmode=require",
                "postgresql://postgres@127.0.0.1:PORT/postgres?sslmode=nonsense",
                "postgresql://postgres@127.0.0.1:PORT/postgres?sslmode=verify-full",
                "postgresql://postgres@127.0.0.1:PORT/postgres?channel_binding=require",
                "postgresql://postgres@127.0.0.1:PORT/none",
                "postgresql://postgres@127.0.0.1:1/postgres",
                "postgresql://postgres@127.0.0.1:PORT/postgres?nonsense=1",
                "postgresql://postgres@127.0.0.1:PORT/postgres?application_name",
                "postgresql://postgres@[127.0.0.1:PORT/postgres",
                "postgresql://postgres@127.0.0.1:PORT/%zz",
                "host=127.0.0.1 port=PORT user=postgres application_name=a",
                "host = 127.0.0.1 port = PORT user = 'postgres' application_name='it\\'s'",
                "host=db.invalid hostaddr=127.0.0.1 port=PORT user=postgres application_name=a",
                "host=FOLDER port=PORT user=postgres application_name=a",
                "host=FOLDER port=PORT user=postgres application_name=a sslmode=verify-full",
                "host=FOLDER port=PORT user=postgres application_name=a requirepeer=nobody-at-all",
                "host=127.0.0.1,127.0.0.1 port=1,PORT user=postgres application_name=a",
                "host=127.0.0.1,127.0.0.1 port=1,2,PORT user=postgres",
                "host=127.0.0.1 port=PORT user=postgres application_name=a fallback_application_name=b",
                "host=127.0.0.1 port=PORT user=postgres dbname='' application_name=a",
                "service=local",
                "service=local application_name=mine dbname=template1",
                "service=none",
                "postgresql://?service=local",
                "postgresql:///template1?service=local",
                "host=127.0.0.1 port=PORT user=postgres password='open",
                "host=127.0.0.1 port=PORT user"
            })
    void leadsWhereLibpqLeads(String template) throws IOException, InterruptedException {
        assumeTrue(psqlExists(), "psql is not installed");
        String text = filled(template);

        assertThat(ours(text)).isEqualTo(psqls(text));
    }

    private String filled(String template) {
        return template.replace("PORT", Integer.toString(server.port()))
                .replace("SOCKET", server.socketFolder().toString().replace("/", "%2F"))
                .replace("FOLDER", server.socketFolder().toString());
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.put("HOME", home.toString());
        environment.put("PGSERVICEFILE", home.resolve("services").toString());
        return environment;
    }

    private Optional<String> ours(String text) {
        try (Connection connection = Database.resolve(new ConnectionSettings(Optional.of(text)), environment())
                        .connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
            return Optional.of(row.getString(1));
        } catch (ExportException e) {
            return Optional.empty();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<String> psqls(String text) throws IOException, InterruptedException {
        Process psql = start(List.of("psql", "-X", "-A", "-t", "-w", "-c", QUERY, "-d", text));
        String output = new String(psql.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return psql.waitFor() == 0 ? Optional.of(output) : Optional.empty();
    }

    private boolean psqlExists() throws InterruptedException {
        try {
            return start(List.of("psql", "--version")).waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(new ArrayList<>(command)).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment());
        return builder.start();
    }
}
