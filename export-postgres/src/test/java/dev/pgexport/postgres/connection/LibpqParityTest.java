package dev.pgexport.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgexport.api.ExportException;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
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
        assumeTrue(Psql.exists(), "psql is not installed");
        String text = filled(template);

        assertThat(ours(text)).isEqualTo(Psql.query(QUERY, environment(), "-d", text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://postgres@127.0.0.1:PORT/template1?application_name=a",
                "postgresql://postgres@SOCKET:PORT/postgres?options=-c%20statement_timeout%3D7s",
                "host=db.invalid hostaddr=127.0.0.1 port=PORT user=postgres",
                "host=no-such-host.invalid,127.0.0.1 port=PORT user=postgres",
                "service=local dbname=template1"
            })
    void aChildGoesWhereWeGoByItsEnvironmentAlone(String template)
            throws IOException, InterruptedException, SQLException {
        assumeTrue(Psql.exists(), "psql is not installed");
        Database database = Database.resolve(new ConnectionSettings(Optional.of(filled(template))), environment());

        assertThat(Psql.query(QUERY, database.childEnvironment())).isEqualTo(ours(database));
        database.connect().close();
        assertThat(Psql.query(QUERY, database.childEnvironment())).isEqualTo(ours(database));
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
        try {
            return ours(Database.resolve(new ConnectionSettings(Optional.of(text)), environment()));
        } catch (ExportException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> ours(Database database) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
            return Optional.of(row.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
