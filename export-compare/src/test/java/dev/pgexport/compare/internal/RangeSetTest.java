package dev.pgexport.compare.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.compare.hash.HashRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class RangeSetTest {
    private final HashRange low = new HashRange(4, 0x3);
    private final HashRange high = new HashRange(4, 0xB);
    private final RangeSet set = new RangeSet(List.of(high, low));

    @Test
    void holdsItsRangesFromTheFirstPlaceToTheLast() {
        for (HashRange range : List.of(low, high)) {
            assertThat(set.contains(range.first())).isTrue();
            assertThat(set.contains(range.last())).isTrue();
        }
    }

    @Test
    void holdsNothingBesideThem() {
        for (HashRange range : List.of(low, high)) {
            assertThat(set.contains(range.first() - 1)).isFalse();
            assertThat(set.contains(range.last() + 1)).isFalse();
        }
    }

    @Test
    void withoutRangesHoldsNothing() {
        assertThat(new RangeSet(List.of()).contains(0)).isFalse();
    }
}
