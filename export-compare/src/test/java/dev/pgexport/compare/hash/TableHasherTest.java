package dev.pgexport.compare.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TableHasherTest {
    private static final List<String[]> ROWS = List.of(
            new String[] {"1", "a", null},
            new String[] {"2", "b", "x"},
            new String[] {"3", "a", ""},
            new String[] {"3", "a", ""},
            new String[] {"4", "", "-0"});

    private static TableHash hash(List<String[]> rows) {
        TableHasher table = new TableHasher(3);
        RowHasher hasher = new RowHasher(3);
        for (String[] row : rows) {
            RowHasherTest.hash(hasher, row);
            table.add(hasher);
        }
        return table.hash();
    }

    private static List<String[]> changed(int row, int column, String value) {
        List<String[]> rows = new ArrayList<>(ROWS);
        String[] changed = rows.get(row).clone();
        changed[column] = value;
        rows.set(row, changed);
        return rows;
    }

    @Test
    void theOrderOfTheRowsDoesNotMatter() {
        List<String[]> shuffled = new ArrayList<>(ROWS);
        Collections.reverse(shuffled);

        assertThat(hash(shuffled)).isEqualTo(hash(ROWS));
    }

    @Test
    void partsAddUpToTheWhole() {
        for (int i = 0; i <= ROWS.size(); i++) {
            assertThat(hash(ROWS.subList(0, i)).plus(hash(ROWS.subList(i, ROWS.size()))))
                    .isEqualTo(hash(ROWS));
        }
    }

    @Test
    void duplicatesCount() {
        List<String[]> once = new ArrayList<>(ROWS);
        once.remove(3);
        List<String[]> anotherTwice = new ArrayList<>(once);
        anotherTwice.add(ROWS.get(0));

        assertThat(hash(once).sum()).isNotEqualTo(hash(ROWS).sum());
        assertThat(hash(anotherTwice)).isNotEqualTo(hash(ROWS));
        assertThat(hash(anotherTwice).rows()).isEqualTo(hash(ROWS).rows());
    }

    @Test
    void rowsThatAppearTwiceDoNotCancelOut() {
        assertThat(hash(List.of(ROWS.get(0), ROWS.get(0))).sum()).isNotEqualTo(Hash128.ZERO);
    }

    @Test
    void aChangedColumnIsNamedAndNoOther() {
        TableHash hash = hash(ROWS);

        assertThat(hash.differingColumns(hash(changed(4, 2, "0")))).containsExactly(2);
        assertThat(hash.differingColumns(hash(changed(0, 1, "a ")))).containsExactly(1);
        assertThat(hash.differingColumns(hash(changed(0, 2, "")))).containsExactly(2);
        assertThat(hash(changed(4, 2, "0")).sum()).isNotEqualTo(hash.sum());
    }

    @Test
    void valuesThatTradeRowsAreADifferenceOfNoColumn() {
        List<String[]> traded = new ArrayList<>(ROWS);
        traded.set(0, new String[] {"2", "a", null});
        traded.set(1, new String[] {"1", "b", "x"});

        assertThat(hash(traded).differingColumns(hash(ROWS))).isEmpty();
        assertThat(hash(traded)).isNotEqualTo(hash(ROWS));
    }

    @Test
    void swappedColumnsAreADifference() {
        List<String[]> swapped =
                ROWS.stream().map(row -> new String[] {row[1], row[0], row[2]}).toList();

        assertThat(hash(swapped).differingColumns(hash(ROWS))).containsExactly(0, 1);
    }

    @Test
    void noRowsHaveTheSumZero() {
        assertThat(hash(List.of())).isEqualTo(new TableHash(0, Hash128.ZERO, Collections.nCopies(3, Hash128.ZERO)));
    }

    @Test
    void sumsAreModuloTwoToThePowerOf128() {
        Random random = new Random(20261125);
        for (int i = 0; i < 10_000; i++) {
            Hash128 one = random(random);
            Hash128 other = random(random);
            BigInteger sum = number(one).add(number(other)).mod(BigInteger.ONE.shiftLeft(128));

            assertThat(number(one.plus(other))).isEqualTo(sum);
        }
    }

    @Test
    void theSumOfATableIsThatOfItsRows() {
        Hash128 sum = Hash128.ZERO;
        for (String[] row : ROWS) {
            sum = sum.plus(RowHasherTest.hashed(List.of(), row).row());
        }

        assertThat(hash(ROWS).sum()).isEqualTo(sum);
    }

    @Test
    void tablesOfOtherColumnsCannotBeCompared() {
        TableHash two = new TableHasher(2).hash();

        assertThatThrownBy(() -> two.plus(hash(ROWS))).hasMessage("tables of 2 and of 3 columns");
        assertThatThrownBy(() -> two.differingColumns(hash(ROWS))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TableHasher(2).add(new RowHasher(3))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Hash128 random(Random random) {
        // Halves near their limits make carries.
        return new Hash128(random.nextLong(), random.nextBoolean() ? random.nextLong() : -1L - random.nextInt(3));
    }

    private static BigInteger number(Hash128 hash) {
        return new BigInteger(hash.toString(), 16);
    }
}
