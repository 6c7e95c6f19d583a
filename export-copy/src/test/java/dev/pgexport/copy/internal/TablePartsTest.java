package dev.pgexport.copy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.TableDescription;
import dev.pgexport.api.manifest.TableKind;
import dev.pgexport.postgres.catalog.CatalogTable;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TablePartsTest {
    private static final long MEBIBYTE = 1 << 20;

    @Test
    void tableOfOnePartHasNoRange() {
        assertThat(ranges(table(100, MEBIBYTE, true), MEBIBYTE)).containsExactly(Optional.empty());
    }

    @Test
    void lastRangeIsOpen() {
        assertThat(ranges(table(300, 3 * MEBIBYTE, true), MEBIBYTE))
                .containsExactly(
                        Optional.of("ctid >= '(0,0)'::pg_catalog.tid AND ctid < '(100,0)'::pg_catalog.tid"),
                        Optional.of("ctid >= '(100,0)'::pg_catalog.tid AND ctid < '(200,0)'::pg_catalog.tid"),
                        Optional.of("ctid >= '(200,0)'::pg_catalog.tid"));
    }

    @Test
    void tableThatCannotBeSplitIsOnePart() {
        assertThat(ranges(table(300, 3 * MEBIBYTE, false), MEBIBYTE)).hasSize(1);
    }

    @Test
    void tableWithFewPagesAndMuchToastHasAtMostAPartForEachPage() {
        assertThat(ranges(table(4, 100 * MEBIBYTE, true), MEBIBYTE)).hasSize(4);
        assertThat(ranges(table(1, 100 * MEBIBYTE, true), MEBIBYTE)).hasSize(1);
    }

    @Property
    void partsCoverEveryPageOnce(
            @ForAll @LongRange(min = 0, max = 5000) long pages,
            @ForAll @LongRange(min = 0, max = 1L << 32) long toast,
            @ForAll @LongRange(min = 8192, max = 1L << 28) long partSize) {
        TableParts parts = TableParts.of(table(pages, pages * 8192 + toast, true), partSize);

        assertThat(parts.count()).isPositive();
        if (parts.count() > 1) {
            assertThat(parts.pagesEach()).isPositive();
            assertThat((parts.count() - 1) * parts.pagesEach()).isLessThan(pages);
            assertThat(parts.count() * parts.pagesEach()).isGreaterThanOrEqualTo(pages);
        }
        assertThat(parts.stream().map(TableParts.Part::number))
                .hasSize((int) parts.count())
                .startsWith(1L)
                .endsWith(parts.count());
    }

    private static List<Optional<String>> ranges(CatalogTable table, long partSize) {
        return TableParts.of(table, partSize).stream()
                .map(TableParts.Part::range)
                .toList();
    }

    private static CatalogTable table(long pages, long bytes, boolean splittable) {
        TableDescription description = new TableDescription(
                new TableName("public", "t"), TableKind.TABLE, List.of(), List.of(), List.of(), true);
        return new CatalogTable(1, description, bytes, pages, splittable, Optional.empty());
    }
}
