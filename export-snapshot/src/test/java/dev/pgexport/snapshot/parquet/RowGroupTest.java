package dev.pgexport.snapshot.parquet;

import static dev.pgexport.snapshot.parquet.ParquetWriting.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row groups follow each other, and only what is asked for is fetched. */
class RowGroupTest {
    @TempDir
    private Path folder;

    @Test
    void rowsOf40RowGroupsComeInOrder() {
        Path file = ParquetWriting.write(
                folder.resolve("f"),
                "optional int32 id; optional binary name (STRING);",
                builder -> builder.withRowGroupRowCountLimit(25),
                IntStream.range(0, 1000).mapToObj(i -> row(i, i % 3 == 0 ? null : "name " + i)));

        assertThat(Reading.footer(file).rowGroups()).hasSize(40);
        assertThat(Reading.rows(file))
                .isEqualTo(IntStream.range(0, 1000)
                        .mapToObj(i -> Arrays.asList(String.valueOf(i), i % 3 == 0 ? null : "name " + i))
                        .toList());
    }

    @Test
    void columnsComeInTheOrderThatIsAskedFor() {
        Path file = ParquetWriting.write(
                folder.resolve("f"), "optional int32 a; optional int32 b; optional int32 c;", row(1, 2, 3));
        try (ParquetFile parquet = ParquetFile.open(LocalFileSource.open(file))) {
            ParquetRows rows = parquet.rows(List.of("c", "a"));
            assertThat(rows.columns()).extracting(ParquetColumn::name).containsExactly("c", "a");
            assertThat(Reading.rows(rows)).containsExactly(List.of("3", "1"));
        }
    }

    @Test
    void aColumnThatTheFileDoesNotHaveIsRefused() {
        Path file = ParquetWriting.write(folder.resolve("f"), "optional int32 a;", row(1));
        try (ParquetFile parquet = ParquetFile.open(LocalFileSource.open(file))) {
            assertThatThrownBy(() -> parquet.rows(List.of("b")))
                    .isInstanceOfSatisfying(
                            ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIGURATION))
                    .hasMessage(file + " has no column b");
        }
    }

    @Test
    void aSmallRowGroupIsFetchedByOneRead() {
        Path file = ParquetWriting.write(
                folder.resolve("f"),
                "optional int32 a; optional int32 b; optional int32 c;",
                builder -> builder.withRowGroupRowCountLimit(10),
                IntStream.range(0, 40).mapToObj(i -> row(i, i, i)));
        try (CountingSource source = new CountingSource(LocalFileSource.open(file));
                ParquetFile parquet = ParquetFile.open(source)) {
            int footer = source.reads();
            Reading.rows(parquet.rows());
            assertThat(source.reads() - footer).isEqualTo(4);
        }
    }

    @Test
    void aLargeColumnThatIsNotAskedForIsNotFetched() {
        Random random = new Random(1);
        byte[] noise = new byte[100_000];
        Path file = ParquetWriting.write(
                folder.resolve("f"),
                "optional int32 a; optional binary noise; optional int32 c;",
                builder -> builder.withCompressionCodec(CompressionCodecName.UNCOMPRESSED),
                IntStream.range(0, 200).mapToObj(i -> {
                    random.nextBytes(noise);
                    return row(i, noise.clone(), -i);
                }));
        try (CountingSource source = new CountingSource(LocalFileSource.open(file));
                ParquetFile parquet = ParquetFile.open(source)) {
            assertThat(source.bytes()).isGreaterThan(20_000_000);
            assertThat(Reading.rows(parquet.rows(List.of("a", "c")))).hasSize(200);
            assertThat(source.bytesRead()).isLessThan(100_000);
        }
    }
}
