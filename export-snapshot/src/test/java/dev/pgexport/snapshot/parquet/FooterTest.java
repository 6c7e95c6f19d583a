package dev.pgexport.snapshot.parquet;

import static dev.pgexport.snapshot.parquet.ParquetWriting.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A footer tells what is in a file, and a file that is not whole is not taken for one. */
class FooterTest {
    private static final int ENDING = 8;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() {
        file = ParquetWriting.write(
                folder.resolve("part-00000.gz.parquet"),
                "optional int32 id; optional int32 small (INT_16); required binary name (STRING);",
                builder -> builder.withRowGroupRowCountLimit(4).withPageWriteChecksumEnabled(true),
                IntStream.range(0, 10).mapToObj(i -> row(i, i, "name " + i)));
    }

    @Test
    void aFooterTellsRowsColumnsRowGroupsAndWriter() throws IOException {
        ParquetFooter footer = Reading.footer(file);

        assertThat(footer.bytes()).isEqualTo(Files.size(file));
        assertThat(footer.etag()).isEmpty();
        assertThat(footer.rows()).isEqualTo(10);
        assertThat(footer.columns())
                .containsExactly(
                        new ParquetColumn("id", PhysicalType.INT32, Optional.empty(), true),
                        new ParquetColumn("small", PhysicalType.INT32, Optional.of("INT_16"), true),
                        new ParquetColumn("name", PhysicalType.BYTE_ARRAY, Optional.of("STRING"), false));
        assertThat(footer.rowGroups()).extracting(RowGroup::rows).containsExactly(4L, 4L, 2L);
        assertThat(footer.rowGroups().get(0).chunks())
                .extracting(ColumnChunk::codec)
                .containsExactly("GZIP", "GZIP", "GZIP");
        assertThat(footer.createdBy())
                .hasValueSatisfying(writer -> assertThat(writer).startsWith("parquet-mr version 1.18.1"));
    }

    @Test
    void aFileOfNoRowsHasNone() {
        Path empty = ParquetWriting.write(folder.resolve("empty"), "optional int32 id;");

        assertThat(Reading.footer(empty).rows()).isZero();
        assertThat(Reading.rows(empty)).isEmpty();
    }

    @Test
    void aFileCutAtAnyByteIsDamaged() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Path cut = folder.resolve("cut");
            Files.write(cut, Arrays.copyOf(whole, length));
            assertDamaged(cut, "is damaged");
        }
    }

    @Test
    void aFileWithAnyByteFlippedIsDamagedOrTheSame() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        int footer = whole.length - ENDING - length(whole);
        List<List<String>> rows = Reading.rows(file);
        for (int position = 0; position < whole.length; position++) {
            for (int flip : new int[] {1 << position % 8, 0x80, 0xff}) {
                byte[] flipped = whole.clone();
                flipped[position] ^= (byte) flip;
                Path damaged = folder.resolve("flipped");
                Files.write(damaged, flipped);
                try {
                    List<List<String>> read = Reading.rows(damaged);
                    // Nothing guards the footer itself: a name may be another, but nothing may fail in another way.
                    if (position < footer) {
                        assertThat(read).as("byte %d", position).isEqualTo(rows);
                    }
                } catch (ExportException e) {
                    assertThat(e.kind()).isEqualTo(Kind.INTEGRITY);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PAR1", "id,name\n1,one\n2,two\n", "PK\003\004 a zip file of some bytes"})
    void whatIsNoParquetFileIsRefused(String content) throws IOException {
        Path other = folder.resolve("other");
        Files.writeString(other, content);

        assertDamaged(other, content.length() < 12 ? "too few for a Parquet file" : "it is not a Parquet file");
    }

    @Test
    void aFileThatStartsAsParquetAndDoesNotEndSoWasCut() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));

        assertDamaged(file, "it starts as a Parquet file and does not end as one: it was cut");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 20})
    void anAbsurdLengthOfTheFooterIsDamage(int length) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putInt(whole.length - ENDING, length);
        Files.write(file, whole);

        assertDamaged(file, "its footer would have " + Integer.toUnsignedString(length) + " bytes");
    }

    @Test
    void anEncryptedFooterIsNamedAsSuch() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        System.arraycopy("PARE".getBytes(StandardCharsets.US_ASCII), 0, whole, whole.length - 4, 4);
        Files.write(file, whole);

        assertDamaged(file, "it is encrypted by Parquet's own encryption");
    }

    @Test
    void rowsThatTheRowGroupsDoNotHaveAreDamage() throws IOException {
        change(footer -> footer.setNum_rows(11));

        assertDamaged(file, "it promises 11 rows, and its row groups 10 together");
    }

    @Test
    void aColumnWithFewerValuesThanItsRowGroupHasRowsIsDamage() throws IOException {
        change(footer ->
                footer.getRow_groups().get(1).getColumns().get(0).getMeta_data().setNum_values(3));

        assertDamaged(file, "row group 1");
    }

    @ParameterizedTest
    @CsvSource({"-1, 10", "0, 10", "4, -1", "4, 100000", "9223372036854775807, 10", "100, 9223372036854775807"})
    void aColumnOutsideOfTheFileIsDamage(long offset, long bytes) throws IOException {
        change(footer -> footer.getRow_groups()
                .get(0)
                .getColumns()
                .get(2)
                .getMeta_data()
                .setData_page_offset(offset)
                .setTotal_compressed_size(bytes));

        assertDamaged(file, "row group 0, column name would have " + bytes + " bytes");
    }

    @Test
    void aColumnInAnotherFileIsRefused() throws IOException {
        change(footer -> footer.getRow_groups().get(0).getColumns().get(1).setFile_path("other.parquet"));

        assertDamaged(file, "row group 0, column small lies in another file, other.parquet");
    }

    @Test
    void columnsOfOneNameAreRefused() throws IOException {
        change(footer -> footer.getSchema().get(2).setName("id"));

        assertDamaged(file, "two columns are named id");
    }

    @Test
    void aRepeatedColumnIsRefused() {
        Path repeated = ParquetWriting.write(folder.resolve("repeated"), "repeated int32 id;", row(1));

        assertDamaged(repeated, "column id is repeated");
    }

    @Test
    void pagesThatEndBeforeTheRowsAreDamage() throws IOException {
        change(footer -> {
            footer.setNum_rows(11);
            footer.getRow_groups().get(2).setNum_rows(3);
            footer.getRow_groups()
                    .get(2)
                    .getColumns()
                    .forEach(chunk -> chunk.getMeta_data().setNum_values(3));
        });

        assertDamaged(file, "row group 2, column id (java.io.EOFException: its pages end 1 values too early)");
    }

    @Test
    void aPageThatIsNotWhatItsChecksumSaysIsDamage() throws IOException {
        Path checked = ParquetWriting.write(
                folder.resolve("checked"),
                "optional binary name (STRING);",
                builder -> builder.withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                        .withDictionaryEncoding(false)
                        .withPageWriteChecksumEnabled(true),
                Stream.of(row("alpha"), row("beta")));
        byte[] whole = Files.readAllBytes(checked);
        int position = new String(whole, StandardCharsets.ISO_8859_1).indexOf("beta");
        whole[position] = 'z';
        Files.write(checked, whole);

        assertDamaged(checked, "row group 0, column name (java.io.IOException: the checksum of a page is");
    }

    @Test
    void aPageThatIsLongerThanItsHeaderSaysIsDamage() {
        Path longer = ParquetWriting.write(
                folder.resolve("longer"),
                "optional int64 id;",
                builder -> builder.withCodecFactory(ParquetWriting.codecsThatAdd(3))
                        .withDictionaryEncoding(false),
                Stream.of(row(1L), row(2L)));

        assertDamaged(longer, "row group 0, column id (java.io.IOException: a page is longer than");
    }

    @Test
    void deltasOfAWriterThatGotThemWrongAreRefused() throws IOException {
        ParquetWriting.write(
                file,
                "optional binary name (STRING);",
                builder -> builder.withWriterVersion(WriterVersion.PARQUET_2_0).withDictionaryEncoding(false),
                Stream.of(row("alpha"), row("beta")));
        change(footer -> footer.setCreated_by("parquet-mr version 1.6.0 (build abc)"));

        assertDamaged(file, "PARQUET-246");
    }

    private void change(Consumer<FileMetaData> edit) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        int start = whole.length - ENDING - length(whole);
        FileMetaData footer =
                Util.readFileMetaData(new ByteArrayInputStream(whole, start, whole.length - start - ENDING));
        edit.accept(footer);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(whole, 0, start);
        Util.writeFileMetaData(footer, out);
        ByteBuffer ending = ByteBuffer.allocate(ENDING).order(ByteOrder.LITTLE_ENDIAN);
        ending.putInt(out.size() - start).put("PAR1".getBytes(StandardCharsets.US_ASCII));
        out.write(ending.array());
        Files.write(file, out.toByteArray());
    }

    private static int length(byte[] whole) {
        return ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(whole.length - ENDING);
    }

    private static void assertDamaged(Path damaged, String reason) {
        assertThatThrownBy(() -> Reading.rows(damaged))
                .isInstanceOfSatisfying(
                        ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INTEGRITY))
                .hasMessageContaining(damaged.toString())
                .hasMessageContaining(reason);
    }
}
