package dev.pgexport.compare.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowHasherTest {
    /** Of the reference implementation: echo -n "" | xxh128sum */
    private static final Hash128 OF_NO_BYTES = new Hash128(0x99aa06d3014798d8L, 0x6001c324468d497fL);

    static RowHasher hashed(List<Integer> key, @Nullable String... values) {
        RowHasher hasher = new RowHasher(values.length, key);
        hash(hasher, values);
        return hasher;
    }

    static void hash(RowHasher hasher, @Nullable String... values) {
        for (String value : values) {
            if (value == null) {
                hasher.nullColumn();
            } else {
                byte[] bytes = ("?" + value + "?").getBytes(StandardCharsets.UTF_8);
                hasher.column(bytes, 1, bytes.length - 2);
            }
        }
        hasher.endRow();
    }

    private static Hash128 row(@Nullable String... values) {
        return hashed(List.of(), values).row();
    }

    @Test
    void aRowWithoutColumnsHasTheHashOfNoBytes() {
        assertThat(row()).isEqualTo(OF_NO_BYTES);
    }

    @Test
    void aRowIsHashedOverTheLengthAndHashOfEachColumn() {
        // Computed apart from this code, by python's xxhash, as docs/canonical-rows.md describes it.
        assertThat(row("a", null, "").toString()).isEqualTo("20d806b43af541e27e3915e1d898b4d7");
    }

    @Test
    void sameValuesGiveTheSameHash() {
        assertThat(row("1", "a", null)).isEqualTo(row("1", "a", null));
    }

    @Test
    void nullIsNotAnEmptyText() {
        assertThat(row("1", null)).isNotEqualTo(row("1", ""));
    }

    @Test
    void bytesDoNotMoveFromColumnToColumn() {
        assertThat(row("ab", "c")).isNotEqualTo(row("a", "bc"));
        assertThat(row("a", "")).isNotEqualTo(row("", "a"));
        assertThat(row("a", "b")).isNotEqualTo(row("b", "a"));
    }

    @Test
    void theNextRowKnowsNothingOfTheOneBefore() {
        RowHasher hasher = new RowHasher(2);
        hash(hasher, "1", "a");
        hash(hasher, "2", "b");

        assertThat(hasher.row()).isEqualTo(row("2", "b"));
    }

    @Test
    void everyByteOfABigValueCounts() {
        byte[] big = new byte[1_000_000];
        RowHasher hasher = new RowHasher(1);
        hasher.column(big, 0, big.length);
        hasher.endRow();
        Hash128 before = hasher.row();
        for (int position : List.of(0, 17, 512_345, 999_999)) {
            byte[] changed = Arrays.copyOf(big, big.length);
            changed[position] ^= 1;
            hasher.column(changed, 0, changed.length);
            hasher.endRow();

            assertThat(hasher.row()).as("byte %s", position).isNotEqualTo(before);
        }
    }

    @Test
    void versionsOfARowHaveThePlaceOfItsKey() {
        RowHasher before = hashed(List.of(1), "old", "7");
        RowHasher after = hashed(List.of(1), "new", "7");
        RowHasher other = hashed(List.of(1), "old", "8");

        assertThat(after.place()).isEqualTo(before.place()).isNotEqualTo(other.place());
        assertThat(after.row()).isNotEqualTo(before.row());
    }

    @Test
    void withoutAKeyThePlaceIsTheRows() {
        assertThat(hashed(List.of(), "1").place()).isEqualTo(row("1").high());
    }

    @Test
    void aRowHasAllItsColumnsAndNoMore() {
        RowHasher hasher = new RowHasher(1);

        assertThatThrownBy(hasher::endRow).hasMessage("the row has 0 columns instead of 1");
        hasher.nullColumn();
        assertThatThrownBy(hasher::nullColumn).hasMessage("the row has more than 1 columns");
        assertThatThrownBy(() -> new RowHasher(1, List.of(1))).isInstanceOf(IllegalArgumentException.class);
    }
}
