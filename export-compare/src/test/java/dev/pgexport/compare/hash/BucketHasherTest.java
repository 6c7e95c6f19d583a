package dev.pgexport.compare.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BucketHasherTest {
    private static Map<Integer, String> table() {
        Map<Integer, String> rows = new TreeMap<>();
        for (int id = 0; id < 10_000; id++) {
            rows.put(id, "value " + id);
        }
        return rows;
    }

    private static BucketHashes hash(Map<Integer, String> rows, HashRange range, int bits) {
        BucketHasher buckets = new BucketHasher(range, bits);
        RowHasher hasher = new RowHasher(2, List.of(0));
        rows.forEach((id, value) -> {
            RowHasherTest.hash(hasher, String.valueOf(id), value);
            buckets.add(hasher);
        });
        return buckets.hashes();
    }

    private static List<Integer> ids(Map<Integer, String> rows, List<HashRange> ranges) {
        List<Integer> ids = new ArrayList<>();
        rows.forEach((id, value) -> {
            long place =
                    RowHasherTest.hashed(List.of(0), String.valueOf(id), value).place();
            if (ranges.stream().anyMatch(range -> range.contains(place))) {
                ids.add(id);
            }
        });
        return ids;
    }

    @Test
    void aDifferenceIsNarrowedToFewRowsByReadingAgain() {
        Map<Integer, String> one = table();
        Map<Integer, String> other = table();
        other.put(17, "changed");
        other.remove(4711);
        other.put(10_000, "more");

        List<HashRange> ranges = hash(one, HashRange.ALL, 4).differing(hash(other, HashRange.ALL, 4));
        assertThat(ranges).hasSizeBetween(1, 3);
        List<HashRange> narrower = new ArrayList<>();
        for (HashRange range : ranges) {
            narrower.addAll(hash(one, range, 8).differing(hash(other, range, 8)));
        }

        assertThat(narrower).hasSize(3).allMatch(range -> range.bits() == 12);
        assertThat(ids(one, narrower)).contains(17, 4711).hasSizeLessThan(30);
        assertThat(ids(other, narrower)).contains(17, 10_000).hasSizeLessThan(30);
    }

    @Test
    void equalTablesDifferInNoBucket() {
        assertThat(hash(table(), HashRange.ALL, 10).differing(hash(table(), HashRange.ALL, 10)))
                .isEmpty();
    }

    @Test
    void everyRowIsInOneBucketOfEveryDivision() {
        for (int bits : List.of(0, 1, 7, 16)) {
            assertThat(hash(table(), HashRange.ALL, bits).buckets().stream()
                            .mapToLong(BucketHash::rows)
                            .sum())
                    .isEqualTo(10_000);
        }
    }

    @Test
    void rowsSpreadEvenly() {
        assertThat(hash(table(), HashRange.ALL, 4).buckets())
                .allMatch(bucket -> bucket.rows() > 500 && bucket.rows() < 750);
    }

    @Test
    void aBucketReadAgainHoldsTheSameRows() {
        BucketHashes all = hash(table(), HashRange.ALL, 4);
        for (int i = 0; i < 16; i++) {
            BucketHashes again = hash(table(), HashRange.ALL.part(4, i), 3);

            assertThat(again.buckets().stream().reduce(BucketHash::plus))
                    .contains(all.buckets().get(i));
        }
    }

    @Test
    void partsAddUpToTheWhole() {
        Map<Integer, String> even = table();
        even.keySet().removeIf(id -> id % 2 == 1);
        Map<Integer, String> odd = table();
        odd.keySet().removeIf(id -> id % 2 == 0);

        assertThat(hash(even, HashRange.ALL, 6).plus(hash(odd, HashRange.ALL, 6)))
                .isEqualTo(hash(table(), HashRange.ALL, 6));
    }

    @Test
    void aRangeIsTheUnionOfItsPartsAndNoMore() {
        HashRange range = new HashRange(3, 5);

        assertThat(range.contains(0b101L << 61)).isTrue();
        assertThat(range.contains((0b110L << 61) - 1)).isTrue();
        assertThat(range.contains(0b110L << 61)).isFalse();
        assertThat(range.contains((0b101L << 61) - 1)).isFalse();
        assertThat(range.part(2, 3)).isEqualTo(new HashRange(5, 0b10111));
        assertThat(HashRange.ALL.contains(-1)).isTrue();
        assertThatThrownBy(() -> new HashRange(3, 8)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void otherBucketsCannotBeCompared() {
        BucketHashes one = hash(table(), HashRange.ALL, 4);

        assertThatThrownBy(() -> one.differing(hash(table(), HashRange.ALL, 5)))
                .hasMessage("the buckets are not the same");
        assertThatThrownBy(() -> one.plus(hash(table(), new HashRange(1, 0), 4)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BucketHasher(HashRange.ALL, 17)).isInstanceOf(IllegalArgumentException.class);
    }
}
