package dev.pgexport.snapshot.parquet;

import dev.pgexport.api.ExportException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rows of a Parquet file from the first to the last. Not thread-safe; nothing to close but the file.
 *
 * <p>Memory: 16 MiB read ahead (more above 256 columns, 64 KiB each), and of each column one page and one dictionary, of
 * which RDS makes none greater than 1 MiB but for one value that is.
 */
public final class ParquetRows {
    /** What all columns together read ahead. */
    private static final int READ_AHEAD = 16 << 20;

    private static final int LEAST_READ_AHEAD = 64 << 10;

    private final SeekableSource source;
    private final ParquetFooter footer;
    private final List<ParquetColumn> columns;
    private final int[] positions;
    private final ValueText[] texts;
    private final TextRow row;

    private ColumnCursor[] cursors = new ColumnCursor[0];
    private byte[] together = new byte[0];
    private int nextGroup;
    private long rowsLeft;

    private ParquetRows(SeekableSource source, ParquetFooter footer, List<ParquetColumn> columns) {
        this.source = source;
        this.footer = footer;
        this.columns = List.copyOf(columns);
        Map<String, Integer> places = IntStream.range(0, footer.columns().size())
                .boxed()
                .collect(Collectors.toMap(place -> footer.columns().get(place).name(), place -> place));
        positions = columns.stream()
                .mapToInt(column -> Objects.requireNonNull(places.get(column.name())))
                .toArray();
        texts = columns.stream().map(this::text).toArray(ValueText[]::new);
        row = new TextRow(columns.size());
    }

    static ParquetRows of(SeekableSource source, ParquetFooter footer, List<ParquetColumn> columns) {
        return new ParquetRows(source, footer, columns);
    }

    private ValueText text(ParquetColumn column) {
        return ValueText.of(column)
                .orElseThrow(() ->
                        Damage.foreign(source, "column " + column.name() + " is of the type " + column.typeName()));
    }

    /** Return the columns, in the order of the fields of each row. */
    public List<ParquetColumn> columns() {
        return columns;
    }

    /**
     * Read the next row into {@link #row}.
     *
     * @return whether there was one; false once all rows that the footer promises were read
     * @throws ExportException of kind INTEGRITY when the file is damaged; as {@link SeekableSource#read} when it cannot be
     *     read
     */
    public boolean next() {
        while (rowsLeft == 0) {
            if (nextGroup == footer.rowGroups().size()) {
                return false;
            }
            open(footer.rowGroups().get(nextGroup));
            nextGroup++;
        }
        rowsLeft--;
        row.clear();
        for (ColumnCursor cursor : cursors) {
            try {
                cursor.addNext(row);
            } catch (ExportException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                // A decoder that meets damaged bytes fails as it happens to, most often past the end of an array.
                throw Damage.of(source, where(cursor.column()), e);
            }
        }
        return true;
    }

    /** Return the row that was read last. It is the same object for every row. */
    public TextRow row() {
        return row;
    }

    private String where(ParquetColumn column) {
        return "row group " + (nextGroup - 1) + ", column " + column.name();
    }

    private void open(RowGroup group) {
        // The pages of the group before are not needed beside those of this one.
        cursors = new ColumnCursor[0];
        List<ColumnChunk> chunks = new ArrayList<>(columns.size());
        for (int position : positions) {
            chunks.add(group.chunks().get(position));
        }
        long start = chunks.stream().mapToLong(ColumnChunk::offset).min().orElse(0);
        long end = chunks.stream().mapToLong(ColumnChunk::end).max().orElse(0);
        boolean fetched = end - start <= READ_AHEAD;
        if (fetched) {
            fetch(start, (int) (end - start));
        }
        ColumnCursor[] opened = new ColumnCursor[columns.size()];
        for (int field = 0; field < opened.length; field++) {
            ColumnChunk chunk = chunks.get(field);
            ChunkStream stream = fetched
                    ? new ChunkStream(source, together, (int) (chunk.offset() - start), (int) chunk.bytes())
                    : new ChunkStream(
                            source,
                            chunk.offset(),
                            chunk.bytes(),
                            Math.max(LEAST_READ_AHEAD, READ_AHEAD / opened.length));
            opened[field] = new ColumnCursor(
                    columns.get(field),
                    texts[field],
                    footer.createdBy().orElse(""),
                    stream,
                    codec(columns.get(field), chunk),
                    chunk.values());
        }
        cursors = opened;
        rowsLeft = group.rows();
    }

    /** Fetch a small row group by one request. */
    private void fetch(long offset, int length) {
        if (together.length < length) {
            together = new byte[length];
        }
        source.read(offset, together, 0, length);
    }

    private Codec codec(ParquetColumn column, ColumnChunk chunk) {
        return Codec.of(chunk.codec())
                .orElseThrow(
                        () -> Damage.foreign(source, "column " + column.name() + " is compressed by " + chunk.codec()));
    }
}
