package dev.pgexport.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartPlanTest {
    private static final long MEBIBYTE = 1 << 20;
    private static final long UNBOUNDED = Long.MAX_VALUE;

    private static long reach(PartPlan plan, int parts) {
        long bytes = 0;
        for (int number = 1; number <= parts; number++) {
            bytes += plan.size(number);
        }
        return bytes;
    }

    @Test
    void partsDoubleAfterEachThousand() {
        PartPlan plan = new PartPlan(8 * MEBIBYTE, UNBOUNDED);

        assertThat(plan.size(1)).isEqualTo(8 * MEBIBYTE);
        assertThat(plan.size(1000)).isEqualTo(8 * MEBIBYTE);
        assertThat(plan.size(1001)).isEqualTo(16 * MEBIBYTE);
        assertThat(plan.size(9001)).isEqualTo(4096 * MEBIBYTE);
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 8, 64, 1024})
    void tenThousandPartsReachTheGreatestObjectOfS3(long first) {
        PartPlan plan = new PartPlan(first * MEBIBYTE, UNBOUNDED);

        assertThat(reach(plan, PartPlan.MAXIMAL_PARTS)).isGreaterThanOrEqualTo(PartPlan.MAXIMAL_OBJECT);
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 8, 1024})
    void noPartIsBiggerOrSmallerThanS3Takes(long first) {
        PartPlan plan = new PartPlan(first * MEBIBYTE, UNBOUNDED);

        for (int number = 1; number <= PartPlan.MAXIMAL_PARTS; number++) {
            assertThat(plan.size(number)).isBetween(5 * MEBIBYTE, PartPlan.MAXIMAL_PART);
        }
    }

    @Test
    void partsGrowNoFurtherThanTheMemory() {
        PartPlan plan = new PartPlan(8 * MEBIBYTE, 48 * MEBIBYTE);

        assertThat(plan.size(10_000)).isEqualTo(48 * MEBIBYTE);
    }

    @Test
    void partsAndSegmentsTogetherReachTheGreatestObjectInTheMemoryOfTheDefaults() {
        PartPlan plan = new PartPlan(8 * MEBIBYTE, 48 * MEBIBYTE);
        int direct = Opening.DIRECT_PARTS;

        long segments = (PartPlan.MAXIMAL_PARTS - direct - 1) * (PartPlan.MAXIMAL_PART - 48 * MEBIBYTE);

        assertThat(reach(plan, direct)).isGreaterThan(320L << 30);
        assertThat(reach(plan, direct) + segments).isGreaterThanOrEqualTo(PartPlan.MAXIMAL_OBJECT);
    }
}
