package dev.pgexport.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import dev.pgexport.api.ExportException;
import dev.pgexport.testkit.PostgresServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A password that can be recognised goes down every path of failure, with every log at its most talkative but ours. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PasswordSecrecyTest {
    private static final String PASSWORD = "Tr0ub4dor-and-3";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<String> driverLog = new ArrayList<>();
    private final Handler driverHandler = new Handler() {
        @Override
        public void publish(LogRecord event) {
            driverLog.add(event.getMessage() + " " + event.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private Path home;
    private PostgresServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws SQLException {
        home = folder;
        server = PostgresServer.start(17, Map.of(), List.of("host all reader 127.0.0.1/32 scram-sha-256"));
        try (var connection = server.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE reader LOGIN PASSWORD '" + PASSWORD + "-right'");
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void listen() {
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger("dev.pgexport");
        root.setLevel(Level.TRACE);
        root.addAppender(log);
        java.util.logging.Logger.getLogger("org.postgresql").addHandler(driverHandler);
    }

    @AfterEach
    void stopListening() {
        Logger root = (Logger) LoggerFactory.getLogger("dev.pgexport");
        root.setLevel(Level.INFO);
        root.detachAppender(log);
        java.util.logging.Logger.getLogger("org.postgresql").removeHandler(driverHandler);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://reader:PASSWORD@127.0.0.1:PORT/postgres",
                "postgresql://reader:PASSWORD@127.0.0.1:PORT/none",
                "postgresql://reader:PASSWORD@127.0.0.1:1/postgres",
                "postgresql://reader:PASSWORD@no-such-host.invalid:PORT/postgres",
                "postgresql://PASSWORD:PASSWORD@127.0.0.1:PORT:PASSWORD/postgres",
                "postgresql://reader:PASSWORD@127.0.0.1:PORT/postgres?sslmode=require",
                "postgresql://reader:PASSWORD@127.0.0.1:PORT/postgres?sslmode=verify-full",
                "postgresql://reader:PASSWORD@127.0.0.1:PORT/postgres?sslmode=PASSWORD",
                "postgresql://reader:PASSWORD@127.0.0.1:PORT/postgres?sslpassword=PASSWORD&application_name=x&PASSWORD=1",
                "postgresql://reader:PASSWORD@127.0.0.1:PORT/postgres?require_auth=PASSWORD",
                "postgresql://reader:PASSWORD@127.0.0.1:PORT/postgres?channel_binding=require",
                "postgresql://reader:PASSWORD@127.0.0.1:PORT/postgres?options=-c%20PASSWORD%3Don",
                "postgresql://reader:PASSWORD@127.0.0.1:PORT/postgres?target_session_attrs=standby",
                "postgresql://reader:PASSWORD@127.0.0.1:PORT/postgres?scram_client_key=PASSWORD",
                "postgresql://reader:x@PASSWORD@127.0.0.1:PORT/postgres",
                "host=127.0.0.1 port=PORT user=reader dbname=postgres password=PASSWORD",
                "host=127.0.0.1 port=PORT user=reader dbname=postgres password='PASSWORD",
                "host=127.0.0.1 port=PORT user=reader dbname=postgres password=a PASSWORD",
                "host=/no/such/folder port=PORT user=reader password=PASSWORD",
                "service=PASSWORD-is-none password=PASSWORD"
            })
    void noFailureTellsThePassword(String template) {
        String text = template.replace("PASSWORD", PASSWORD).replace("PORT", Integer.toString(server.port()));
        if (template.startsWith("service=")) {
            text = "service=none password=" + PASSWORD;
        }
        ConnectionSettings settings = new ConnectionSettings(Optional.of(text));

        Throwable failure = catchThrowable(
                () -> Database.resolve(settings, environment()).connect().close());

        assertThat(failure).isInstanceOf(ExportException.class);
        assertThat(everythingSaidBy(failure)).doesNotContain(PASSWORD);
        assertThat(settings.toString()).doesNotContain(PASSWORD);
    }

    @Test
    void noFailureTellsAPasswordOfTheEnvironmentOrTheFile() throws IOException {
        String reader = "host=127.0.0.1 dbname=postgres user=reader port=" + server.port();
        Path file = Files.writeString(home.resolve("pgpass"), "*:*:*:*:" + PASSWORD + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        Throwable byVariable = catchThrowable(
                () -> database(reader, Map.of("PGPASSWORD", PASSWORD)).connect());
        Throwable byFile = catchThrowable(
                () -> database(reader, Map.of("PGPASSFILE", file.toString())).connect());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Throwable byOpenFile = catchThrowable(
                () -> database(reader, Map.of("PGPASSFILE", file.toString())).connect());

        assertThat(everythingSaidBy(byVariable)).doesNotContain(PASSWORD).contains("authentication failed");
        assertThat(everythingSaidBy(byFile)).doesNotContain(PASSWORD).contains("authentication failed");
        assertThat(everythingSaidBy(byOpenFile)).doesNotContain(PASSWORD).contains("chmod 0600");
    }

    @Test
    void aDatabaseThatWorksDoesNotTellThePasswordEither() throws SQLException {
        Database database = database(
                "postgresql://reader:" + PASSWORD + "-right@127.0.0.1:" + server.port() + "/postgres", Map.of());

        try (var connection = database.connect()) {
            assertThat(database + " " + connection.getMetaData().getURL() + " " + connection.getClientInfo() + " "
                            + connection)
                    .doesNotContain(PASSWORD);
        }
        assertThat(database.childEnvironment().entrySet())
                .filteredOn(entry -> entry.getValue().contains(PASSWORD))
                .singleElement()
                .satisfies(entry -> assertThat(entry.getKey()).isEqualTo("PGPASSWORD"));
        assertThat(logged()).doesNotContain(PASSWORD);
    }

    private Database database(String text, Map<String, String> variables) {
        Map<String, String> environment = new HashMap<>(environment());
        environment.putAll(variables);
        return Database.resolve(new ConnectionSettings(Optional.of(text)), environment);
    }

    private Map<String, String> environment() {
        return Map.of("HOME", home.toString());
    }

    private String everythingSaidBy(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        String advice =
                failure instanceof ExportException export ? export.advice().orElse("") : "";
        return text + advice + logged();
    }

    private String logged() {
        StringBuilder text = new StringBuilder();
        for (ILoggingEvent event : log.list) {
            text.append(event.getFormattedMessage())
                    .append(event.getKeyValuePairs())
                    .append('\n');
            for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                text.append(cause.getMessage()).append('\n');
            }
        }
        return text.append(driverLog).toString();
    }
}
