package dev.pgexport.snapshot.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;

/** The values of a page, one after the other, NULLs left out. */
@FunctionalInterface
interface PageValues {
    /** Add the next value to a row. Throws anything at all when the page is damaged. */
    void addNext(TextRow row) throws IOException;

    /** Return the values of a data page. */
    static PageValues of(
            ValueText text,
            Encoding encoding,
            PageBuffer page,
            int from,
            int count,
            @Nullable TextDictionary dictionary)
            throws IOException {
        return switch (encoding) {
            case PLAIN -> plain(text, page, from, count);
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> indexes(page, from, dictionary);
            case RLE -> {
                if (text != ValueText.BOOLEAN) {
                    throw new IOException("only booleans can be of the encoding RLE");
                }
                yield decoded(text, encoding, page, from, count);
            }
            case DELTA_BINARY_PACKED, DELTA_LENGTH_BYTE_ARRAY, DELTA_BYTE_ARRAY, BYTE_STREAM_SPLIT ->
                decoded(text, encoding, page, from, count);
            default -> throw new IOException("values cannot be of the encoding " + encoding);
        };
    }

    /** Return the values of a page that has them as they are. */
    static PageValues plain(ValueText text, PageBuffer page, int from, int count) throws IOException {
        byte[] bytes = page.bytes();
        ByteBuffer buffer = ByteBuffer.wrap(bytes, from, page.size() - from).order(ByteOrder.LITTLE_ENDIAN);
        return switch (text.type()) {
            case INT32 -> row -> text.add(row, buffer.getInt());
            case INT64 -> row -> text.add(row, buffer.getLong());
            case FLOAT -> row -> text.add(row, buffer.getFloat());
            case DOUBLE -> row -> text.add(row, buffer.getDouble());
            case BYTE_ARRAY ->
                row -> {
                    int length = buffer.getInt();
                    int start = buffer.position();
                    buffer.position(Math.addExact(start, length));
                    text.add(row, bytes, start, length);
                };
            default -> decoded(text, Encoding.PLAIN, page, from, count);
        };
    }

    private static PageValues indexes(PageBuffer page, int from, @Nullable TextDictionary dictionary)
            throws IOException {
        if (dictionary == null) {
            throw new IOException("there is no dictionary before its indexes");
        }
        if (from == page.size()) {
            return row -> {
                throw new IOException("a page has no indexes");
            };
        }
        int width = page.bytes()[from];
        RunLengthBitPackingHybridDecoder indexes = new RunLengthBitPackingHybridDecoder(
                width, new ByteArrayInputStream(page.bytes(), from + 1, page.size() - from - 1));
        return row -> dictionary.add(row, indexes.readInt());
    }

    private static PageValues decoded(ValueText text, Encoding encoding, PageBuffer page, int from, int count)
            throws IOException {
        PrimitiveType type = new PrimitiveType(
                Repetition.REQUIRED,
                text.type() == PhysicalType.BYTE_ARRAY
                        ? PrimitiveTypeName.BINARY
                        : PrimitiveTypeName.valueOf(text.type().name()),
                "value");
        ValuesReader reader = org.apache.parquet.column.Encoding.valueOf(encoding.name())
                .getValuesReader(new ColumnDescriptor(new String[] {"value"}, type, 0, 0), ValuesType.VALUES);
        reader.initFromPage(count, ByteBufferInputStream.wrap(ByteBuffer.wrap(page.bytes(), from, page.size() - from)));
        return switch (text.type()) {
            case BOOLEAN -> row -> text.add(row, reader.readBoolean());
            case INT32 -> row -> text.add(row, reader.readInteger());
            case INT64 -> row -> text.add(row, reader.readLong());
            case FLOAT -> row -> text.add(row, reader.readFloat());
            case DOUBLE -> row -> text.add(row, reader.readDouble());
            default ->
                row -> {
                    Binary value = reader.readBytes();
                    text.add(row, value.getBytesUnsafe(), 0, value.length());
                };
        };
    }
}
