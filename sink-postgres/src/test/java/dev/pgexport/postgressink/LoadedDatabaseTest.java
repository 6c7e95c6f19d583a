package dev.pgexport.postgressink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.engine.RunResult;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that was loaded is what its source is. */
@ExtendWith(PostgresExtension.class)
class LoadedDatabaseTest {
    @TempDir
    Path folder;

    private PostgresServers servers;
    private TestDatabase source;
    private TestDatabase target;

    @BeforeEach
    void databases(PostgresServers running) {
        servers = running;
        source = servers.version(15).createDatabase();
        target = servers.version(15).createDatabase();
        Samples.load(source);
    }

    @AfterEach
    void drop() {
        source.close();
        target.close();
    }

    private TestLoad load() {
        return new TestLoad(source, target, folder);
    }

    private void isTheSame(RunResult result) {
        assertThat(result).isInstanceOf(RunResult.Loaded.class);
        List<String> expected = Catalogs.contents(source);
        assertThat(expected).hasSizeGreaterThan(120);
        assertThat(Catalogs.difference(expected, Catalogs.contents(target))).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"csv,1", "csv,4", "text,4", "binary,4"})
    void byCopy(String format, int jobs) throws Exception {
        isTheSame(load().set("copy.format", format)
                .set("copy.part-size", "1MiB")
                .jobs(jobs)
                .run());
    }

    @Test
    void byPgDump() throws Exception {
        isTheSame(load().pgdump("stream").run());
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void ofAnotherVersion(int version) throws Exception {
        try (TestDatabase other = servers.version(version).createDatabase()) {
            new TestLoad(source, other, folder).run();

            assertThat(other.query("SELECT count(*) FROM members")).containsExactly("1000");
            assertThat(other.query("SELECT most FROM a_first_view")).containsExactly("2002");
        }
    }
}
