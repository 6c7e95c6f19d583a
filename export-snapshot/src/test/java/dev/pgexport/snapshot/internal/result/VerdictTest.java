package dev.pgexport.snapshot.internal.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private final Verdict verdict =
            new Verdict(new TargetNames("app", Set.of()), table -> !table.name().startsWith("tmp"));

    private static TableReport report(String target, String status, Map<String, Long> statistics) {
        return new TableReport(target, status, Optional.empty(), List.of(), List.of(), statistics);
    }

    private void isRefusedBecause(String... reasons) {
        assertThatThrownBy(() -> verdict.require("t"))
                .isInstanceOfSatisfying(
                        ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INTEGRITY))
                .hasMessageContainingAll(reasons);
    }

    @Test
    void completeTablesAreFine() {
        verdict.table(report(
                "app.public.a", "COMPLETE", Map.of("numberOfPartitions", 3L, "numberOfCompletedPartitions", 3L)));

        assertThatCode(() -> verdict.require("t")).doesNotThrowAnyException();
    }

    @Test
    void aTableWithoutAStatusIsNot() {
        verdict.table(report("app.public.a", "", Map.of()));

        isRefusedBecause("app.public.a is without a status");
    }

    @Test
    void aTableOfWhichPartsAreMissingIsNot() {
        verdict.table(report(
                "app.public.a", "COMPLETE", Map.of("numberOfPartitions", 3L, "numberOfCompletedPartitions", 2L)));

        isRefusedBecause("app.public.a: 2 of 3 parts");
    }

    @Test
    void aTableWithRowsAndWithoutAFileIsNot() {
        verdict.withoutFile(report("app.public.a", "COMPLETE", Map.of("extractedRows", 7L)));

        isRefusedBecause("app.public.a has no file, though extractedRows is 7");
    }

    @Test
    void aTableThatIsNotWantedMayFailAndBeSkipped() {
        verdict.table(report("app.public.tmp1", "FAILED", Map.of()));
        verdict.warning(new TaskWarning(Map.of("app.public.tmp2", "X"), List.of()));

        assertThatCode(() -> verdict.require("t")).doesNotThrowAnyException();
    }

    @Test
    void aTableOfAnotherDatabaseMayBeSkipped() {
        verdict.warning(new TaskWarning(Map.of("other.public.a", "X"), List.of()));

        assertThatCode(() -> verdict.require("t")).doesNotThrowAnyException();
    }

    @Test
    void aSkippedTableThatCannotBeToldFromOursIsOurs() {
        verdict.warning(new TaskWarning(Map.of("moves", "PERMISSIONS_DO_NOT_EXIST"), List.of()));

        isRefusedBecause("moves was skipped: PERMISSIONS_DO_NOT_EXIST");
    }

    @Test
    void allThatIsWrongIsSaidTogether() {
        verdict.table(report("app.public.a", "FAILED", Map.of()));
        verdict.missing(List.of(new TableName("public", "b")));

        isRefusedBecause("app.public.a is FAILED", "public.b is not in the export");
    }
}
