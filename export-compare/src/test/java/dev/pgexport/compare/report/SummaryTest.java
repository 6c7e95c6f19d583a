package dev.pgexport.compare.report;

import static dev.pgexport.compare.report.Comparisons.comparison;
import static dev.pgexport.compare.report.Comparisons.database;
import static dev.pgexport.compare.report.Comparisons.export;
import static dev.pgexport.compare.report.Comparisons.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.compare.Comparison;
import dev.pgexport.compare.Side;
import dev.pgexport.compare.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final List<Side> TWO = List.of(export("copy"), export("pgdump"));
    private static final List<Side> THREE = List.of(export("copy"), export("pgdump"), database("database"));
    private static final Verdict SAME = new Verdict.Same(10);
    private static final Verdict DIFFERENT = new Verdict.Different(3, 1, 0, List.of(), List.of(), List.of());
    private static final Verdict NOT_COMPARABLE = new Verdict.NotComparable("there is no table");

    @Test
    void whatIsTheSameIsSaidWithItsSize() {
        assertThat(sentence(comparison(TWO, found("a", 10, SAME), found("b", 1_234, SAME))))
                .isEqualTo("copy and pgdump hold the same: 2 tables, 1,244 rows.");
        assertThat(sentence(comparison(THREE, found("a", 1, SAME, SAME))))
                .isEqualTo("copy, pgdump and database hold the same: 1 table, 1 row.");
    }

    @Test
    void eachSideThatDiffersIsNamed() {
        assertThat(sentence(comparison(TWO, found("a", 10, DIFFERENT), found("b", 10, SAME))))
                .isEqualTo("pgdump differs from copy in 1 of 2 tables.");
        assertThat(sentence(comparison(THREE, found("a", 10, SAME, DIFFERENT))))
                .isEqualTo("database differs from copy in 1 of 1 table; pgdump holds the same as copy.");
    }

    @Test
    void whatCouldNotBeComparedIsNotCalledTheSame() {
        assertThat(sentence(comparison(TWO, found("a", 10, NOT_COMPARABLE), found("b", 10, SAME))))
                .isEqualTo("pgdump holds the same as copy in 1 of 2 tables, and 1 could not be compared.");
        assertThat(sentence(comparison(TWO, found("a", 10, NOT_COMPARABLE), found("b", 10, DIFFERENT))))
                .isEqualTo("pgdump differs from copy in 1 of 2 tables, and 1 could not be compared.");
        assertThat(sentence(comparison(TWO, found("a", 10, NOT_COMPARABLE))))
                .isEqualTo("nothing of pgdump could be compared with copy.");
    }

    @Test
    void aTableCountsOnce() {
        Summary summary = Summary.of(comparison(
                THREE,
                found("a", 10, SAME, SAME),
                found("b", 10, NOT_COMPARABLE, DIFFERENT),
                found("c", 1, SAME, NOT_COMPARABLE)));

        assertThat(summary.tables()).isEqualTo(3);
        assertThat(summary.rows()).isEqualTo(21);
        assertThat(summary.same()).isEqualTo(1);
        assertThat(summary.different()).isEqualTo(1);
        assertThat(summary.notComparable()).isEqualTo(1);
    }

    @Test
    void theRowsOfASideFollowFromWhatDiffers() {
        Comparison comparison =
                comparison(THREE, found("a", 10, DIFFERENT, SAME), found("b", 10, SAME, NOT_COMPARABLE));

        assertThat(Summary.rows(comparison, 0)).hasValue(20);
        assertThat(Summary.rows(comparison, 1)).hasValue(18);
        assertThat(Summary.rows(comparison, 2)).isEmpty();
    }

    private static String sentence(Comparison comparison) {
        return Summary.of(comparison).sentence();
    }
}
