package dev.pgexport.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class DemoServerTest {
    @TempDir
    static Path cache;

    private DemoServer server;

    @BeforeAll
    void startServer() throws InterruptedException {
        server = DemoServer.start(Map.of("XDG_CACHE_HOME", cache.toString()));
        server.load(400_000);
    }

    @AfterAll
    void stopServer() throws IOException {
        server.close();
        assertThatThrownBy(server::version).isInstanceOf(ExportException.class);
    }

    @Test
    void isOldEnoughForThePgDumpOfDistributionsInUse() {
        assertThat(server.version()).startsWith("15.");
    }

    @Test
    void holdsAboutHalfAMillionRows() throws SQLException {
        long rows = 0;
        for (String table :
                new String[] {"players", "games", "moves", "venues", "analyses", "photographs", "measurements"}) {
            rows += Long.parseLong(ask("SELECT count(*) FROM " + table));
        }

        assertThat(rows).isBetween(480_000L, 520_000L);
    }

    @Test
    void holdsADocumentOfFiftyMegabytes() throws SQLException {
        assertThat(Long.parseLong(ask("SELECT max(length(document::text)) FROM analyses")))
                .isGreaterThan(50_000_000);
    }

    @Test
    void holdsWhatIsHardToExport() throws SQLException {
        assertThat(ask("SELECT count(*) FROM measurements WHERE exact = 'NaN'")).isEqualTo("1");
        assertThat(ask("SELECT count(*) FROM players WHERE born < '0001-01-01' AND isfinite(born)"))
                .isEqualTo("1");
        assertThat(ask("SELECT count(*) FROM players WHERE born = '-infinity'")).isEqualTo("1");
        assertThat(ask("SELECT count(*) FROM pg_largeobject_metadata")).isEqualTo("2");
        assertThat(ask("SELECT count(*) FROM no_columns")).isEqualTo("3");
        assertThat(ask("SELECT count(*) FROM pg_class WHERE relkind = 'p'")).isEqualTo("2");
        assertThat(ask("SELECT last_value FROM countdown")).isEqualTo("-13");
    }

    @Test
    void usesWhatWasUnpackedAgain() throws IOException, InterruptedException {
        try (Stream<Path> unpacked = Files.list(cache.resolve("pgexport"))) {
            Path home = unpacked.findFirst().orElseThrow();

            assertThat(ServerPrograms.unpacked(Map.of("XDG_CACHE_HOME", cache.toString())))
                    .isEqualTo(new ServerPrograms(home));
        }
        assertThat(cache.resolve("pgexport")).isDirectoryNotContaining("glob:**unfinished*");
    }

    private String ask(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:"
                        + server.uri().getPort() + server.uri().getPath() + "?user=" + DemoServer.USER);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
