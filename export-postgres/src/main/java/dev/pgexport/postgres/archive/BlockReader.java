package dev.pgexport.postgres.archive;

import dev.pgexport.api.TableName;
import dev.pgexport.postgres.rows.RowDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the data of an archive in custom format: for each entry a block, each block in pieces with their length. */
final class BlockReader {
    private static final int DATA = 1;
    private static final int LARGE_OBJECTS = 3;

    private enum Step {
        TYPE,
        ENTRY,
        LARGE_OBJECT,
        LENGTH,
        PIECE
    }

    private final Map<Integer, TocEntry> missing = new LinkedHashMap<>();
    private final Map<TableName, Long> rows = new HashMap<>();
    private final boolean compressed;
    private final IntegerReader integers;
    private final Optional<DumpRows> wanted;
    private Step step = Step.TYPE;
    private int type;
    private TocEntry entry = TocEntry.NONE;
    private CopyRowCounter counter = new CopyRowCounter();
    private Optional<RowDecoder> decoder = Optional.empty();
    private int remaining;
    private long largeObjects;

    BlockReader(List<TocEntry> entries, boolean compressed, IntegerReader integers, Optional<DumpRows> wanted) {
        entries.forEach(one -> missing.put(one.id(), one));
        this.compressed = compressed;
        this.integers = integers;
        this.wanted = wanted;
    }

    void read(ByteBuffer input) throws IOException, InterruptedException {
        while (input.hasRemaining()) {
            switch (step) {
                case TYPE -> type(input.get());
                case ENTRY -> {
                    if (integers.read(input)) {
                        open(integers.value());
                    }
                }
                case LARGE_OBJECT -> {
                    if (integers.read(input)) {
                        largeObject(integers.value());
                    }
                }
                case LENGTH -> {
                    if (integers.read(input)) {
                        length(integers.value());
                    }
                }
                case PIECE -> piece(input);
            }
        }
    }

    private void type(int next) {
        if (next != DATA && next != LARGE_OBJECTS) {
            throw IncompleteDump.because("a block of the unknown type " + next);
        }
        if (compressed) {
            throw IncompleteDump.because("its data are compressed, which pg_dump was told not to do");
        }
        type = next;
        step = Step.ENTRY;
    }

    private void open(int id) throws IOException, InterruptedException {
        TocEntry opened = missing.get(id);
        if (opened == null) {
            throw IncompleteDump.because("a block of entry " + id + ", which has been there or has no data");
        }
        if (opened.isLargeObjects() != (type == LARGE_OBJECTS)) {
            throw IncompleteDump.because("a block of the wrong type for " + opened);
        }
        entry = opened;
        counter = new CopyRowCounter();
        decoder = wanted.isPresent() && opened.copy().isPresent()
                ? wanted.get().open(opened.copy().get())
                : Optional.empty();
        step = type == LARGE_OBJECTS ? Step.LARGE_OBJECT : Step.LENGTH;
    }

    private void largeObject(int oid) {
        if (oid == 0) {
            close();
        } else {
            largeObjects++;
            step = Step.LENGTH;
        }
    }

    private void length(int length) {
        if (length < 0) {
            throw IncompleteDump.because("a piece of " + length + " bytes in " + entry);
        }
        remaining = length;
        if (length > 0) {
            step = Step.PIECE;
        } else if (type == LARGE_OBJECTS) {
            step = Step.LARGE_OBJECT;
        } else {
            close();
        }
    }

    private void piece(ByteBuffer input) throws IOException, InterruptedException {
        int count = Math.min(remaining, input.remaining());
        if (entry.table().isPresent()) {
            counter.accept(input.array(), input.arrayOffset() + input.position(), count);
            if (decoder.isPresent()) {
                decoder.get().accept(input.array(), input.arrayOffset() + input.position(), count);
            }
        }
        input.position(input.position() + count);
        remaining -= count;
        if (remaining == 0) {
            step = Step.LENGTH;
        }
    }

    private void close() {
        entry.table().ifPresent(table -> rows.put(table, counter.finish(table.toString())));
        decoder.ifPresent(RowDecoder::finish);
        missing.remove(entry.id());
        step = Step.TYPE;
    }

    DumpContents finish() {
        if (step != Step.TYPE) {
            throw IncompleteDump.because("it ends within " + entry);
        }
        if (!missing.isEmpty()) {
            throw IncompleteDump.because(
                    "it ends without the data of " + missing.size() + " entries, the first of which is "
                            + missing.values().iterator().next());
        }
        return new DumpContents(rows, largeObjects);
    }
}
