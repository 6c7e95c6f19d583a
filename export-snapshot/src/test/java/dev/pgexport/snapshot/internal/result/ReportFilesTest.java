package dev.pgexport.snapshot.internal.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportFilesTest {
    private static final String INFO = "export_info_t.json";

    private static String tables(int from, int to) {
        return "export_tables_info_t_from_" + from + "_to_" + to + ".json";
    }

    @Test
    void areReadInTheOrderOfTheirNumbers() {
        assertThat(ReportFiles.of("t", List.of(tables(1000, 1007), tables(97, 999), INFO, tables(1, 96)))
                        .tables())
                .containsExactly(tables(1, 96), tables(97, 999), tables(1000, 1007));
    }

    @Test
    void aGapBetweenThemIsAMissingFile() {
        assertThatThrownBy(() -> ReportFiles.of("t", List.of(INFO, tables(1, 96), tables(193, 200))))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("from_97_to_");
    }

    @Test
    void theFirstMustBeThere() {
        assertThatThrownBy(() -> ReportFiles.of("t", List.of(INFO, tables(97, 100))))
                .hasMessageContaining("from_1_to_");
    }

    @Test
    void theInfoMustBeThere() {
        assertThatThrownBy(() -> ReportFiles.of("t", List.of(tables(1, 96)))).hasMessageContaining(INFO);
    }
}
