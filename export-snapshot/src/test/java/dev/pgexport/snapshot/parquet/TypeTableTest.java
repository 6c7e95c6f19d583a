package dev.pgexport.snapshot.parquet;

import static dev.pgexport.snapshot.parquet.ParquetWriting.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every type of RDS's type table becomes the text that PostgreSQL writes. */
class TypeTableTest {
    @TempDir
    private Path folder;

    /** The ways in which a writer may lay out the same rows. */
    enum Layout {
        SPARK,
        NO_DICTIONARY,
        CHECKSUMS,
        SMALL_PAGES,
        UNCOMPRESSED,
        ZSTD,
        V2,
        V2_NO_DICTIONARY,
        V2_SPLIT;

        ParquetWriting.Builder apply(ParquetWriting.Builder builder) {
            return switch (this) {
                case SPARK -> builder;
                case NO_DICTIONARY -> builder.withDictionaryEncoding(false);
                case CHECKSUMS -> builder.withPageWriteChecksumEnabled(true);
                case SMALL_PAGES -> builder.withPageRowCountLimit(1);
                case UNCOMPRESSED -> builder.withCompressionCodec(CompressionCodecName.UNCOMPRESSED);
                case ZSTD -> builder.withCompressionCodec(CompressionCodecName.ZSTD);
                case V2 -> builder.withWriterVersion(WriterVersion.PARQUET_2_0).withPageWriteChecksumEnabled(true);
                case V2_NO_DICTIONARY ->
                    builder.withWriterVersion(WriterVersion.PARQUET_2_0)
                            .withDictionaryEncoding(false)
                            .withPageRowCountLimit(2);
                case V2_SPLIT ->
                    builder.withWriterVersion(WriterVersion.PARQUET_2_0)
                            .withDictionaryEncoding(false)
                            .withByteStreamSplitEncoding(true)
                            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void booleansAreTOrF(Layout layout) {
        assertThat(texts(layout, "boolean v", true, null, false, true)).containsExactly("t", null, "f", "t");
    }

    @ParameterizedTest
    @EnumSource
    void smallintsAreDecimal(Layout layout) {
        assertThat(texts(layout, "int32 v (INT_16)", -32768, null, 0, 32767))
                .containsExactly("-32768", null, "0", "32767");
    }

    @ParameterizedTest
    @EnumSource
    void integersAreDecimal(Layout layout) {
        assertThat(texts(layout, "int32 v", Integer.MIN_VALUE, null, -1, 10, Integer.MAX_VALUE))
                .containsExactly("-2147483648", null, "-1", "10", "2147483647");
    }

    @ParameterizedTest
    @EnumSource
    void bigintsAreDecimal(Layout layout) {
        assertThat(texts(layout, "int64 v", Long.MIN_VALUE, null, 0L, -100L, 99L, Long.MAX_VALUE))
                .containsExactly("-9223372036854775808", null, "0", "-100", "99", "9223372036854775807");
    }

    @ParameterizedTest
    @EnumSource
    void realsAreTheShortestThatReadBack(Layout layout) {
        Object[] values = {
            1.1f,
            null,
            -0f,
            1e20f,
            1e-5f,
            123456f,
            1234567f,
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.MIN_VALUE,
            Float.MAX_VALUE
        };
        assertThat(texts(layout, "float v", values))
                .containsExactly(
                        "1.1",
                        null,
                        "-0",
                        "1e+20",
                        "1e-05",
                        "123456",
                        "1.234567e+06",
                        "NaN",
                        "Infinity",
                        "-Infinity",
                        "1e-45",
                        "3.4028235e+38");
    }

    @ParameterizedTest
    @EnumSource
    void doublesAreTheShortestThatReadBack(Layout layout) {
        Object[] values = {
            0.1,
            null,
            -0.0,
            1e20,
            Double.parseDouble("1e23"),
            2e-3,
            0.0001,
            0.00001,
            123456789012345.0,
            1e15,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            Double.MAX_VALUE
        };
        assertThat(texts(layout, "double v", values))
                .containsExactly(
                        "0.1",
                        null,
                        "-0",
                        "1e+20",
                        "9.999999999999999e+22",
                        "0.002",
                        "0.0001",
                        "1e-05",
                        "123456789012345",
                        "1e+15",
                        "NaN",
                        "Infinity",
                        "-Infinity",
                        "5e-324",
                        "1.7976931348623157e+308");
    }

    @ParameterizedTest
    @EnumSource
    void byteaIsHexadecimal(Layout layout) {
        assertThat(texts(layout, "binary v", new byte[] {0, (byte) 0xff, '\\', 'x'}, null, new byte[0]))
                .containsExactly("\\x00ff5c78", null, "\\x");
    }

    @ParameterizedTest
    @EnumSource
    void everythingElseIsTheTextThatPostgresMade(Layout layout) {
        Object[] values = {
            "",
            null,
            "NULL",
            "\\N",
            "grün \uD83D\uDC18\r\n\t\"'",
            "0044-03-15 BC",
            "infinity",
            "-infinity",
            "{1,NULL}",
            "12345678901234567890.1234567890",
            "00000000-0000-0000-0000-000000000000",
            "{\"a\": [1, 2]}",
            "(1,2)"
        };
        assertThat(texts(layout, "binary v (STRING)", values))
                .containsExactly(Arrays.copyOf(values, values.length, String[].class));
    }

    @ParameterizedTest
    @EnumSource
    void aJsonOf16MegabytesIsWhole(Layout layout) {
        String json = "{\"a\": \"" + "0123456789abcdef".repeat(1 << 20) + "\"}";

        List<String> texts = texts(layout, "binary v (STRING)", "small", json, null, "after");

        assertThat(texts.get(1).equals(json)).isTrue();
        assertThat(texts.get(0)).isEqualTo("small");
        assertThat(texts.subList(2, 4)).containsExactly(null, "after");
    }

    @ParameterizedTest
    @EnumSource
    void aColumnOfNullsHasNothingElse(Layout layout) {
        assertThat(texts(layout, "binary v (STRING)", null, null, null)).containsExactly(null, null, null);
    }

    @Test
    void aRequiredColumnHasNoNulls() {
        Path file = ParquetWriting.write(
                folder.resolve("f"), "required int32 a; required binary b (STRING);", row(1, "x"), row(2, ""));

        assertThat(Reading.rows(file)).containsExactly(List.of("1", "x"), List.of("2", ""));
    }

    @Test
    void fieldsOfARowLieInOneArray() {
        Path file = ParquetWriting.write(
                folder.resolve("f"),
                "optional int32 a; optional binary b (STRING); optional binary c;",
                row(1, "grün", new byte[] {1}),
                row(null, "", null));
        try (ParquetFile parquet = ParquetFile.open(LocalFileSource.open(file))) {
            ParquetRows rows = parquet.rows();
            rows.next();
            TextRow first = rows.row();
            assertThat(new String(first.bytes(), first.offset(1), first.length(1), StandardCharsets.UTF_8))
                    .isEqualTo("grün");
            rows.next();
            assertThat(rows.row()).isSameAs(first);
            assertThat(first.isNull(0)).isTrue();
            assertThat(first.length(0)).isEqualTo(-1);
            assertThat(first.isNull(1)).isFalse();
            assertThat(first.length(1)).isZero();
        }
    }

    @Test
    void aSmallintOutOfRangeIsDamage() {
        Path file = folder.resolve("f");
        ParquetWriting.write(file, "optional int32 v (INT_16);", row(1), row(32768));

        assertThatThrownBy(() -> Reading.rows(file))
                .isInstanceOfSatisfying(
                        ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INTEGRITY))
                .hasMessageContaining("32768 is no smallint")
                .hasMessageContaining("column v")
                .hasMessageContaining(file.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int96 v                                    | INT96",
                "int32 v (DATE)                             | INT32 (DATE)",
                "int32 v (INT_8)                            | INT32 (INT_8)",
                "int32 v (UINT_32)                          | INT32 (UINT_32)",
                "int64 v (TIMESTAMP(MICROS,true))           | INT64 (TIMESTAMP)",
                "binary v (JSON)                            | BYTE_ARRAY (JSON)",
                "fixed_len_byte_array(16) v (UUID)          | FIXED_LEN_BYTE_ARRAY (UUID)",
                "fixed_len_byte_array(16) v (DECIMAL(30,2)) | FIXED_LEN_BYTE_ARRAY (DECIMAL(30,2))"
            })
    void aTypeThatRdsDoesNotWriteIsRefusedByName(String field, String type) {
        Path file = folder.resolve("f");
        ParquetWriting.write(file, "optional int32 id; optional " + field + ";", row(1, null));

        assertThat(Reading.footer(file).columns().get(1).typeName()).isEqualTo(type);
        assertThatThrownBy(() -> Reading.rows(file))
                .isInstanceOfSatisfying(
                        ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INTEGRITY))
                .hasMessageContaining("column v is of the type " + type)
                .hasMessageContaining(file.toString());
        try (ParquetFile parquet = ParquetFile.open(LocalFileSource.open(file))) {
            assertThat(Reading.rows(parquet.rows(List.of("id")))).containsExactly(List.of("1"));
        }
    }

    private List<String> texts(Layout layout, String field, Object... values) {
        Path file = ParquetWriting.write(
                folder.resolve("f"),
                "optional " + field + ";",
                layout::apply,
                Stream.of(values).map(value -> new Object[] {value}));
        List<String> texts = new ArrayList<>();
        Reading.rows(file).forEach(row -> texts.add(row.get(0)));
        return texts;
    }
}
