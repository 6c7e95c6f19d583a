package dev.pgexport.postgres.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.TableName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveWalkerTest {
    @ParameterizedTest
    @ValueSource(strings = {"sample-15.dump", "sample-17.dump"})
    void countsTheRowsOfEachTableAndTheLargeObjects(String sample) throws Exception {
        DumpContents contents = walk(Samples.read(sample), Integer.MAX_VALUE);

        assertThat(contents.rows()).isEqualTo(Samples.ROWS);
        assertThat(contents.largeObjects()).isEqualTo(Samples.LARGE_OBJECTS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 64, 1000})
    void doesNotDependOnHowTheBytesArriveInPieces(int pieces) throws Exception {
        assertThat(walk(Samples.read("sample-15.dump"), pieces))
                .isEqualTo(walk(Samples.read("sample-15.dump"), Integer.MAX_VALUE));
        assertThat(walk(Samples.read("sample-17.dump"), pieces))
                .isEqualTo(walk(Samples.read("sample-17.dump"), Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample-15.dump", "sample-17.dump"})
    void everyTruncationIsDetected(String sample) throws Exception {
        byte[] whole = Samples.read(sample);

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> walk(cut, Integer.MAX_VALUE))
                    .as("the first %s bytes", length)
                    .isInstanceOfSatisfying(
                            ExportException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(ExportException.Kind.INTEGRITY));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 13, 14, 15, 16})
    void knowsEveryVersionOfPgDump10To18(int minor) throws Exception {
        byte[] archive = new ArchiveBuilder(minor)
                .table(1, "public", "orders")
                .tocEntryWithoutData(2)
                .largeObjects(3)
                .startData()
                .rows(1, "1\ta\n2\tb\n")
                .largeObject(3, 4711, new byte[] {1, 2, 3})
                .bytes();

        assertThat(walk(archive, Integer.MAX_VALUE))
                .isEqualTo(new DumpContents(Map.of(new TableName("public", "orders"), 2L), 1));
        assertThat(walk(archive, 1)).isEqualTo(walk(archive, Integer.MAX_VALUE));
    }

    @Test
    void anArchiveWithoutDataIsWholeWhenItsTableOfContentsIs() throws Exception {
        byte[] archive =
                new ArchiveBuilder(16).tocEntryWithoutData(1).startData().bytes();

        assertThat(walk(archive, Integer.MAX_VALUE)).isEqualTo(new DumpContents(Map.of(), 0));
    }

    @Test
    void bytesAfterTheLastEntryAreDetected() throws Exception {
        byte[] whole = Samples.read("sample-15.dump");
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);

        assertThatThrownBy(() -> walk(longer, Integer.MAX_VALUE)).hasMessageContaining("a block of the unknown type 0");
    }

    @Test
    void dataThatComeTwiceAreDetected() throws Exception {
        byte[] archive = new ArchiveBuilder(14)
                .table(1, "public", "orders")
                .startData()
                .rows(1, "1\n")
                .rows(1, "1\n")
                .bytes();

        assertThatThrownBy(() -> walk(archive, Integer.MAX_VALUE)).hasMessageContaining("a block of entry 1");
    }

    @Test
    void rowsWithoutTheirEndAreDetected() throws Exception {
        byte[] archive = new ArchiveBuilder(14)
                .table(1, "public", "orders")
                .startData()
                .block(1, "1\n2\n")
                .bytes();

        assertThatThrownBy(() -> walk(archive, Integer.MAX_VALUE))
                .hasMessageContaining("the rows of public.orders are cut off");
    }

    @Test
    void anArchiveOfAnUnknownVersionIsNotGuessedAt() throws Exception {
        byte[] archive = new ArchiveBuilder(17).startData().bytes();

        assertThatThrownBy(() -> walk(archive, Integer.MAX_VALUE)).hasMessageContaining("an archive of version 1.17");
    }

    @Test
    void whatIsNoArchiveIsDetectedAtItsFirstByte() throws Exception {
        assertThatThrownBy(() -> walk("-- PostgreSQL".getBytes(StandardCharsets.UTF_8), 1))
                .hasMessageContaining("does not start as an archive");
    }

    private static DumpContents walk(byte[] archive, int pieces) throws Exception {
        ArchiveWalker walker = new ArchiveWalker();
        for (int offset = 0; offset < archive.length; offset += Math.min(pieces, archive.length - offset)) {
            walker.accept(archive, offset, Math.min(pieces, archive.length - offset));
        }
        return walker.finish();
    }
}
