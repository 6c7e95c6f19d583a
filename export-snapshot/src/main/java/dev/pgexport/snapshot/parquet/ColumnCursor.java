package dev.pgexport.snapshot.parquet;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.CorruptDeltaByteArrays;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.jspecify.annotations.Nullable;

/** Reads the values of one column chunk, page by page. It holds one page and one dictionary. */
final class ColumnCursor {
    /** With the least and the greatest value in it, as older writers do, a header is as long as they are. */
    private static final int LONGEST_HEADER = 64 << 20;

    private final ParquetColumn column;
    private final ValueText text;
    private final String createdBy;
    private final PageBuffer page = new PageBuffer();

    private final ChunkStream chunk;
    private final Codec codec;
    private long valuesLeft;
    private int pageLeft;
    private PageValues values;

    /** Absent where no value can be NULL. */
    @Nullable private RunLengthBitPackingHybridDecoder levels;

    @Nullable private TextDictionary dictionary;

    ColumnCursor(ParquetColumn column, ValueText text, String createdBy, ChunkStream chunk, Codec codec, long values) {
        this.column = column;
        this.text = text;
        this.createdBy = createdBy;
        this.chunk = chunk;
        this.codec = codec;
        valuesLeft = values;
        this.values = row -> {
            throw new EOFException("there is no page");
        };
    }

    ParquetColumn column() {
        return column;
    }

    /** Add the next value to a row. Throws anything at all when the chunk is damaged. */
    void addNext(TextRow row) throws IOException {
        while (pageLeft == 0) {
            nextPage();
        }
        pageLeft--;
        valuesLeft--;
        if (levels != null && levels.readInt() == 0) {
            row.addNull();
        } else {
            values.addNext(row);
        }
    }

    private void nextPage() throws IOException {
        if (chunk.remaining() == 0) {
            throw new EOFException("its pages end " + valuesLeft + " values too early");
        }
        PageHeader header = Thrift.pageHeader(chunk, (int) Math.min(chunk.remaining(), LONGEST_HEADER));
        switch (header.getType()) {
            case DICTIONARY_PAGE -> dictionary(header);
            case DATA_PAGE -> dataPage(header, header.getData_page_header());
            case DATA_PAGE_V2 -> dataPageV2(header, header.getData_page_header_v2());
            case INDEX_PAGE -> chunk.skipFully(header.getCompressed_page_size());
        }
    }

    private void dictionary(PageHeader header) throws IOException {
        DictionaryPageHeader dictionaryHeader = header.getDictionary_page_header();
        Encoding encoding = dictionaryHeader.getEncoding();
        if (encoding != Encoding.PLAIN && encoding != Encoding.PLAIN_DICTIONARY) {
            throw new IOException("a dictionary cannot be of the encoding " + encoding);
        }
        load(header, 0, true);
        int count = dictionaryHeader.getNum_values();
        dictionary = TextDictionary.read(PageValues.plain(text, page, 0, count), count, page.size());
    }

    private void dataPage(PageHeader header, DataPageHeader data) throws IOException {
        load(header, 0, true);
        int from = 0;
        levels = null;
        if (column.nullable()) {
            if (data.getDefinition_level_encoding() != Encoding.RLE) {
                throw new IOException("NULLs are of the encoding " + data.getDefinition_level_encoding());
            }
            int length = ByteBuffer.wrap(page.bytes(), 0, page.size())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getInt();
            from = Math.addExact(Integer.BYTES, length);
            levels(Integer.BYTES, length);
        }
        start(data.getEncoding(), from, data.getNum_values());
    }

    private void dataPageV2(PageHeader header, DataPageHeaderV2 data) throws IOException {
        int length = data.getDefinition_levels_byte_length();
        if (data.getRepetition_levels_byte_length() != 0 || data.getNum_rows() != data.getNum_values()) {
            throw new IOException("a page has repeated values");
        }
        load(header, length, !data.isSetIs_compressed() || data.isIs_compressed());
        levels = null;
        if (column.nullable()) {
            levels(0, length);
        }
        start(data.getEncoding(), length, data.getNum_values());
    }

    private void levels(int from, int length) throws IOException {
        if (length < 0 || length > page.size() - from) {
            throw new EOFException("a page ends before its NULLs");
        }
        levels = new RunLengthBitPackingHybridDecoder(1, new ByteArrayInputStream(page.bytes(), from, length));
    }

    private void start(Encoding encoding, int from, int count) throws IOException {
        if (count < 0 || count > valuesLeft) {
            throw new IOException("a page has " + count + " values where " + valuesLeft + " are left");
        }
        if (encoding == Encoding.DELTA_BYTE_ARRAY
                && CorruptDeltaByteArrays.requiresSequentialReads(
                        createdBy, org.apache.parquet.column.Encoding.DELTA_BYTE_ARRAY)) {
            throw new IOException(
                    "its writer, " + createdBy + ", wrote values that no page can be read of (PARQUET-246)");
        }
        values = PageValues.of(text, encoding, page, from, count, dictionary);
        pageLeft = count;
    }

    /** Fetch a page: what is never compressed, then the rest. */
    private void load(PageHeader header, int uncompressed, boolean compressed) throws IOException {
        PageStream stored = new PageStream(chunk, header.getCompressed_page_size());
        page.clear();
        page.append(stored, uncompressed);
        int size = header.getUncompressed_page_size() - uncompressed;
        if (!compressed || codec == Codec.UNCOMPRESSED) {
            page.append(stored, size);
        } else if (stored.available() > 0) {
            try (InputStream in = codec.decompress(stored)) {
                page.append(in, size);
                if (in.read() >= 0) {
                    throw new IOException("a page is longer than " + header.getUncompressed_page_size() + " bytes");
                }
            }
        } else if (size != 0) {
            throw new EOFException("a page has no bytes");
        }
        stored.end(header.isSetCrc(), header.getCrc());
    }
}
