package dev.pgexport.restore;

import static org.assertj.core.api.Assertions.assertThat;

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

/** A database that was exported and restored is what it was: definitions, rows, sequences, large objects, views. */
@ExtendWith(PostgresExtension.class)
class RoundTripTest {
    @TempDir
    Path folder;

    private TestDatabase source;
    private TestDatabase target;

    @BeforeEach
    void databases(PostgresServers servers) {
        source = StoredExports.server(servers).createDatabase();
        target = StoredExports.server(servers).createDatabase();
        Samples.load(source);
    }

    @AfterEach
    void drop() {
        source.close();
        target.close();
    }

    private StoredExports exports() {
        return new StoredExports(folder);
    }

    private void comesBack(TestRestore restore) throws Exception {
        List<String> expected = Likeness.of(source);

        RestoreResult result = restore.run();

        assertThat(Likeness.of(target)).isEqualTo(expected).hasSizeGreaterThan(200);
        assertThat(result.resumed()).isFalse();
        assertThat(result.rows()).isGreaterThan(20_000);
        assertThat(folder.resolve("scratch"))
                .satisfiesAnyOf(
                        scratch -> assertThat(scratch).doesNotExist(),
                        scratch -> assertThat(scratch).isEmptyDirectory());
    }

    private TestRestore restore(RestorableExport export) {
        return new TestRestore(export, target, folder.resolve("scratch"));
    }

    @Test
    void fromCsv() throws Exception {
        comesBack(restore(exports().copy(source, "csv")));
    }

    @Test
    void fromText() throws Exception {
        comesBack(restore(exports().copy(source, "text")));
    }

    @Test
    void fromBinary() throws Exception {
        comesBack(restore(exports().copy(source, "binary")));
    }

    @Test
    void fromAStreamedArchive() throws Exception {
        comesBack(restore(exports().pgdump(source, "stream")));
    }

    @Test
    void fromAStreamedArchiveByMoreThanOneConnection() throws Exception {
        comesBack(restore(exports().pgdump(source, "stream")).stage());
    }

    @Test
    void fromADirectory() throws Exception {
        comesBack(restore(exports().pgdump(source, "staged")));
    }

    @Test
    void fromSql() throws Exception {
        comesBack(restore(exports().pgdump(source, "plain")));
    }
}
