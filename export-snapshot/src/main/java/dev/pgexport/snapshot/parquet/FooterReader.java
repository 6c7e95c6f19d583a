package dev.pgexport.snapshot.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;

/** Reads a footer, and believes nothing of it that can be compared. Source: Apache Parquet, "File Format". */
final class FooterReader {
    private static final String MAGIC = "PAR1";
    private static final String ENCRYPTED_MAGIC = "PARE";
    private static final int MAGIC_LENGTH = 4;

    /** The footer's length and the magic that ends the file. */
    private static final int ENDING = 4 + MAGIC_LENGTH;

    private final SeekableSource source;

    private FooterReader(SeekableSource source) {
        this.source = source;
    }

    static ParquetFooter read(SeekableSource source) {
        return new FooterReader(source).read();
    }

    private ParquetFooter read() {
        long bytes = source.bytes();
        if (bytes < MAGIC_LENGTH + ENDING) {
            throw Damage.of(source, "it has " + bytes + " bytes, too few for a Parquet file");
        }
        ByteBuffer ending = ByteBuffer.wrap(bytes(bytes - ENDING, ENDING)).order(ByteOrder.LITTLE_ENDIAN);
        checkMagic(new String(ending.array(), MAGIC_LENGTH, MAGIC_LENGTH, StandardCharsets.ISO_8859_1));
        int length = ending.getInt();
        if (length <= 0 || length > bytes - MAGIC_LENGTH - ENDING) {
            throw Damage.of(
                    source,
                    "its footer would have " + Integer.toUnsignedString(length) + " bytes, of " + bytes + " in all");
        }
        long start = bytes - ENDING - length;
        return convert(parse(bytes(start, length)), start);
    }

    private void checkMagic(String magic) {
        if (magic.equals(ENCRYPTED_MAGIC)) {
            throw encrypted();
        }
        if (!magic.equals(MAGIC)) {
            String head = new String(bytes(0, MAGIC_LENGTH), StandardCharsets.ISO_8859_1);
            throw Damage.of(
                    source,
                    head.equals(MAGIC) || head.equals(ENCRYPTED_MAGIC)
                            ? "it starts as a Parquet file and does not end as one: it was cut"
                            : "it is not a Parquet file");
        }
    }

    private RuntimeException encrypted() {
        return Damage.foreign(source, "it is encrypted by Parquet's own encryption");
    }

    private byte[] bytes(long offset, int length) {
        byte[] bytes = new byte[length];
        source.read(offset, bytes, 0, length);
        return bytes;
    }

    private FileMetaData parse(byte[] footer) {
        try {
            return Thrift.fileMetaData(new ByteArrayInputStream(footer), footer.length);
        } catch (IOException | RuntimeException e) {
            throw Damage.of(source, "its footer cannot be read", e);
        }
    }

    private ParquetFooter convert(FileMetaData file, long end) {
        if (file.isSetEncryption_algorithm()) {
            throw encrypted();
        }
        List<ParquetColumn> columns = Schema.columns(source, file.getSchema());
        List<RowGroup> groups = new ArrayList<>();
        long rows = 0;
        for (org.apache.parquet.format.RowGroup group : file.getRow_groups()) {
            groups.add(rowGroup(group, groups.size(), columns, end));
            rows += group.getNum_rows();
        }
        if (rows != file.getNum_rows()) {
            throw Damage.of(
                    source, "it promises " + file.getNum_rows() + " rows, and its row groups " + rows + " together");
        }
        return new ParquetFooter(
                source.bytes(), source.etag(), rows, columns, groups, Optional.ofNullable(file.getCreated_by()));
    }

    private RowGroup rowGroup(
            org.apache.parquet.format.RowGroup group, int number, List<ParquetColumn> columns, long end) {
        String where = "row group " + number;
        if (group.getColumnsSize() != columns.size()) {
            throw Damage.of(
                    source, where + " has " + group.getColumnsSize() + " columns of the file's " + columns.size());
        }
        List<ColumnChunk> chunks = new ArrayList<>(columns.size());
        for (int index = 0; index < columns.size(); index++) {
            ParquetColumn column = columns.get(index);
            chunks.add(chunk(group.getColumns().get(index), column, where + ", column " + column.name(), end));
        }
        try {
            return new RowGroup(group.getNum_rows(), chunks);
        } catch (IllegalArgumentException e) {
            throw Damage.of(source, where, e);
        }
    }

    private ColumnChunk chunk(
            org.apache.parquet.format.ColumnChunk chunk, ParquetColumn column, String where, long end) {
        if (chunk.isSetCrypto_metadata() || chunk.isSetEncrypted_column_metadata()) {
            throw encrypted();
        }
        if (chunk.isSetFile_path()) {
            throw Damage.foreign(source, where + " lies in another file, " + chunk.getFile_path());
        }
        ColumnMetaData data = chunk.getMeta_data();
        if (data == null
                || data.getType() == null
                || data.getCodec() == null
                || !data.getType().name().equals(column.type().name())
                || !List.of(column.name()).equals(data.getPath_in_schema())) {
            throw Damage.of(source, where + " is not of its column");
        }
        long offset = data.getData_page_offset();
        if (data.isSetDictionary_page_offset() && data.getDictionary_page_offset() > 0) {
            offset = Math.min(offset, data.getDictionary_page_offset());
        }
        long bytes = data.getTotal_compressed_size();
        if (offset < MAGIC_LENGTH || bytes < 0 || bytes > end - offset || data.getNum_values() < 0) {
            throw Damage.of(source, where + " would have " + bytes + " bytes from " + offset + " on");
        }
        return new ColumnChunk(
                offset, bytes, data.getNum_values(), data.getCodec().name());
    }
}
