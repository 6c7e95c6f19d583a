package dev.pgexport.snapshot.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.ExportId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RdsIdentifierTest {
    private static final String LOCATION = "s3://bucket/exports/";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20261121T010203Z-app-snapshot-k3f9",
                "nightly",
                "1",
                "a--b..c__d-",
                "UPPER.lower",
                "x---------------------------------------------------------------------------------------------y"
            })
    void isValidForEveryExportIdAndAttempt(String id) {
        RdsIdentifier identifier = RdsIdentifier.of(new ExportId(id), LOCATION);

        for (int attempt : new int[] {1, 99}) {
            assertThat(identifier.attempt(attempt))
                    .matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")
                    .hasSizeLessThanOrEqualTo(60)
                    .startsWith("pgexport-");
        }
    }

    @Test
    void isTheSameAtEachStartOfARun() {
        assertThat(RdsIdentifier.of(new ExportId("nightly"), LOCATION).attempt(2))
                .isEqualTo(RdsIdentifier.of(new ExportId("nightly"), LOCATION).attempt(2))
                .matches("pgexport-nightly-[0-9a-f]{8}-2");
    }

    @Test
    void differsWhereIdsDifferInWhatRdsDoesNotTake() {
        assertThat(RdsIdentifier.of(new ExportId("a.b"), LOCATION))
                .isNotEqualTo(RdsIdentifier.of(new ExportId("a_b"), LOCATION))
                .isNotEqualTo(RdsIdentifier.of(new ExportId("A.b"), LOCATION));
    }

    @Test
    void differsBetweenLocations() {
        assertThat(RdsIdentifier.of(new ExportId("nightly"), LOCATION))
                .isNotEqualTo(RdsIdentifier.of(new ExportId("nightly"), "s3://other/exports/"));
    }
}
