package dev.pgexport.snapshot.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of writers that share no code with the reader: src/test/python/foreign-files made them. */
class ForeignWriterTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pyarrow-gzip",
                "pyarrow-v2-zstd",
                "pyarrow-plain",
                "pyarrow-delta",
                "duckdb-gzip",
                "duckdb-v2-zstd"
            })
    void everyTypeIsRead(String name) {
        assertThat(Reading.rows(file(name)))
                .containsExactly(
                        List.of(
                                "t",
                                "-32768",
                                "-2147483648",
                                "-9223372036854775808",
                                "1.1",
                                "9.999999999999999e+22",
                                "\\x00ff5c78",
                                ""),
                        List.of(
                                "f",
                                "32767",
                                "2147483647",
                                "9223372036854775807",
                                "-Infinity",
                                "Infinity",
                                "\\x",
                                "grün\n\t\\N"),
                        List.of("t", "0", "0", "0", "NaN", "-0", "\\x616263", "0044-03-15 BC"),
                        Arrays.asList(null, null, null, null, null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource({"pyarrow-groups, 120, 5", "duckdb-groups, 5000, 3"})
    void everyRowGroupIsRead(String name, int rows, int groups) {
        assertThat(Reading.footer(file(name)).rowGroups()).hasSize(groups);
        assertThat(Reading.rows(file(name)))
                .isEqualTo(IntStream.range(0, rows)
                        .mapToObj(i -> Arrays.asList(i % 7 == 0 ? null : String.valueOf(i), "value " + i % 10))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = "pyarrow-required")
    void requiredColumnsAreRead(String name) {
        assertThat(Reading.rows(file(name))).containsExactly(List.of("1", "a"), List.of("2", "b"));
    }

    @ParameterizedTest
    @CsvSource({
        "pyarrow-list, column tags is nested",
        "pyarrow-struct, column pair is nested",
        "pyarrow-encrypted, it is encrypted",
        "pyarrow-encrypted-columns, it is encrypted",
        "pyarrow-snappy, column flag is compressed by SNAPPY",
        "'pyarrow-decimal', 'column price is of the type FIXED_LEN_BYTE_ARRAY (DECIMAL(3,2))'"
    })
    void whatRdsDoesNotWriteIsRefused(String name, String reason) {
        assertThatThrownBy(() -> Reading.rows(file(name)))
                .isInstanceOfSatisfying(
                        ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INTEGRITY))
                .hasMessageContaining(name + ".parquet is no Parquet file of RDS: " + reason);
    }

    private static Path file(String name) {
        try {
            return Path.of(
                    ForeignWriterTest.class.getResource(name + ".parquet").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
