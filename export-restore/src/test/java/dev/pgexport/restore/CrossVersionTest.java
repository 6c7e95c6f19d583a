package dev.pgexport.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An export of one major version is restored into another. */
@ExtendWith(PostgresExtension.class)
class CrossVersionTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"14,17,copy", "14,18,stream", "15,18,copy", "15,16,staged", "15,14,copy", "15,17,plain"})
    void rowsAndDefinitionsAreTheSame(int from, int to, String strategy, PostgresServers servers) throws Exception {
        try (TestDatabase source = servers.version(from).createDatabase();
                TestDatabase target = servers.version(to).createDatabase()) {
            Samples.load(source);
            StoredExports exports = new StoredExports(folder);
            RestorableExport export =
                    strategy.equals("copy") ? exports.copy(source, "text") : exports.pgdump(source, strategy);
            List<String> expected = Likeness.of(source);

            new TestRestore(export, target, folder.resolve("scratch")).run();

            assertThat(Likeness.of(target)).isEqualTo(expected);
        }
    }
}
