package dev.pgexport.snapshot.internal.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TaskWarningTest {
    private static TaskWarning of(String message) {
        return TaskWarning.of(Optional.of(message));
    }

    @Test
    void noMessageWarnsOfNothing() {
        assertThat(TaskWarning.of(Optional.empty())).isEqualTo(new TaskWarning(Map.of(), List.of()));
    }

    @Test
    void emptyListsWarnOfNothing() {
        assertThat(of("{\"skippedTables\":[],\"skippedObjectives\":[],\"general\":[]}"))
                .isEqualTo(TaskWarning.of(Optional.empty()));
    }

    @Test
    void awssOwnExampleIsAWarningAboutEverything() {
        assertThat(of("{\"skippedTables\":[],\"skippedObjectives\":[],"
                                + "\"general\":[{\"reason\":\"FAILED_TO_EXTRACT_TABLES_LIST_FOR_DATABASE\"}]}")
                        .general())
                .containsExactly("FAILED_TO_EXTRACT_TABLES_LIST_FOR_DATABASE");
    }

    @Test
    void skippedTablesAreReadAsObjectsAndAsNames() {
        assertThat(of("{\"skippedTables\":[{\"tableName\":\"app.public.a\",\"reason\":\"PERMISSIONS_DO_NOT_EXIST\"},"
                                + "\"app.public.b\"]}")
                        .skippedTables())
                .containsOnly(Map.entry("app.public.a", "PERMISSIONS_DO_NOT_EXIST"), Map.entry("app.public.b", ""));
    }

    @Test
    void aSkippedTableWithoutANameIsAWarningAboutEverything() {
        assertThat(of("{\"skippedTables\":[{\"reason\":\"X\"}]}").general()).hasSize(1);
    }

    @Test
    void skippedObjectivesAndUnknownListsAreWarningsAboutEverything() {
        assertThat(of("{\"skippedObjectives\":[{\"objective\":\"app.public.x\",\"reason\":\"DOES_NOT_EXIST\"}],"
                                + "\"news\":[1]}")
                        .general())
                .containsExactly("skippedObjectives: app.public.x (DOES_NOT_EXIST)", "news: 1");
    }

    @Test
    void whatIsNoJsonIsAWarningAboutEverything() {
        assertThat(of("something went wrong").general()).containsExactly("something went wrong");
        assertThat(of("[1]").general()).containsExactly("[1]");
    }
}
