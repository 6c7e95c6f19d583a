package dev.pgexport.copy.internal;

import dev.pgexport.postgres.catalog.CatalogTable;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The parts that a table is split into: runs of heap pages, the last one open-ended.
 *
 * @param table the table
 * @param count how many parts, 1 or more
 * @param pagesEach how many heap pages each has, but for the last
 */
record TableParts(CatalogTable table, long count, long pagesEach) {
    /** A block number has 32 bits, the last of which means none. */
    private static final long MAXIMAL_PAGES = 0xFFFF_FFFEL;

    /**
     * Split a table.
     *
     * <p>The number of parts follows from heap and TOAST together, since few heap pages may refer to much TOAST.
     *
     * @param partSize about how many bytes of heap and TOAST a part has
     */
    static TableParts of(CatalogTable table, long partSize) {
        long pages = Math.min(table.pages(), MAXIMAL_PAGES);
        if (!table.splittable() || table.bytes() <= partSize || pages < 2) {
            return new TableParts(table, 1, pages);
        }
        long wanted = Math.min((table.bytes() + partSize - 1) / partSize, pages);
        long pagesEach = (pages + wanted - 1) / wanted;
        return new TableParts(table, (pages + pagesEach - 1) / pagesEach, pagesEach);
    }

    long bytesEach() {
        return table.bytes() / count;
    }

    /** Return the parts in their order, made as they are asked for. */
    Stream<Part> stream() {
        return LongStream.range(0, count).mapToObj(this::part);
    }

    private Part part(long index) {
        return new Part(table, index + 1, count == 1 ? Optional.empty() : Optional.of(range(index)));
    }

    private String range(long index) {
        String from = "ctid >= '(" + index * pagesEach + ",0)'::pg_catalog.tid";
        // Rows that came after the size was read lie in later pages: the last part takes them, however many there are.
        return index == count - 1 ? from : from + " AND ctid < '(" + (index + 1) * pagesEach + ",0)'::pg_catalog.tid";
    }

    /**
     * A part.
     *
     * @param number from 1
     * @param range the condition on ctid; empty when it is the whole table
     */
    record Part(CatalogTable table, long number, Optional<String> range) {}
}
