package dev.pgexport.snapshot.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.Selection;
import dev.pgexport.api.TableName;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScopePlannerTest {
    private static final List<String> PUBLIC = List.of("public");

    private static Selection selection(
            List<String> tables, List<String> notTables, List<String> schemas, List<String> notSchemas) {
        return new Selection(tables, notTables, schemas, notSchemas, List.of(), false, false, false);
    }

    private static ExportScope plan(Selection selection) {
        return plan("app", selection);
    }

    private static ExportScope plan(String database, Selection selection) {
        return ScopePlanner.plan(database, TableChoice.of(selection, database, PUBLIC));
    }

    @Test
    void everythingIsTheDatabaseAlone() {
        assertThat(plan(Selection.everything())).isEqualTo(new ExportScope(List.of("app"), Optional.empty()));
    }

    @Test
    void tablesByNameAreTablesAndNothingElse() {
        ExportScope scope =
                plan(selection(List.of("sales.orders", "app.public.Moves"), List.of(), List.of(), List.of()));

        assertThat(scope.exportOnly()).containsExactly("app.sales.orders", "app.public.moves");
        assertThat(scope.surplus()).isEmpty();
    }

    @Test
    void aTableWithoutASchemaIsOneOfTheSearchPath() {
        assertThat(plan(selection(List.of("moves"), List.of(), List.of(), List.of()))
                        .exportOnly())
                .containsExactly("app.public.moves");
    }

    @Test
    void aPatternOfTablesIsTheirWholeSchema() {
        ExportScope scope = plan(selection(List.of("sales.ord*"), List.of(), List.of(), List.of()));

        assertThat(scope.exportOnly()).containsExactly("app.sales");
        assertThat(scope.surplus()).contains("RDS does not know patterns");
    }

    @Test
    void schemasByNameAreSchemasAndNothingElse() {
        ExportScope scope = plan(selection(List.of(), List.of(), List.of("sales", "\"Hr\""), List.of()));

        assertThat(scope.exportOnly()).containsExactly("app.sales", "app.Hr");
        assertThat(scope.surplus()).isEmpty();
    }

    @Test
    void aPatternOfSchemasIsTheWholeDatabase() {
        ExportScope scope = plan(selection(List.of(), List.of(), List.of("s*"), List.of()));

        assertThat(scope.exportOnly()).containsExactly("app");
        assertThat(scope.surplus()).isPresent();
    }

    @Test
    void anExclusionIsExportedAndDeleted() {
        ExportScope scope = plan(selection(List.of(), List.of("secrets"), List.of("public"), List.of()));

        assertThat(scope.exportOnly()).containsExactly("app.public");
        assertThat(scope.surplus()).contains("RDS cannot leave out what lies in what it exports");
    }

    @Test
    void anExclusionFromTablesByNameIsNotAskedFor() {
        ExportScope scope = plan(selection(List.of("a", "b"), List.of("b"), List.of(), List.of()));

        assertThat(scope.exportOnly()).containsExactly("app.public.a");
        assertThat(scope.surplus()).isEmpty();
    }

    @Test
    void aTableOfAnOddNameIsItsWholeSchema() {
        ExportScope scope = plan(selection(List.of("sales.\"Odd name\""), List.of(), List.of(), List.of()));

        assertThat(scope.exportOnly()).containsExactly("app.sales");
        assertThat(scope.surplus().orElseThrow()).contains("sales.\"Odd name\"");
    }

    @Test
    void aSchemaOfAnOddNameIsTheWholeDatabase() {
        assertThat(plan(selection(List.of(), List.of(), List.of("\"my-schema\""), List.of()))
                        .exportOnly())
                .containsExactly("app");
    }

    @Test
    void aDatabaseOfAnOddNameIsTheWholeSnapshot() {
        ExportScope scope = plan("my-app", Selection.everything());

        assertThat(scope.exportOnly()).isEmpty();
        assertThat(scope.surplus().orElseThrow()).contains("my-app");
    }

    @Test
    void moreThan200KilobytesOfTablesAreTheirSchema() {
        List<String> names = IntStream.range(0, 9000)
                .mapToObj(i -> "public.a_long_name_of_a_table_" + i)
                .toList();

        ExportScope scope = plan(selection(names, List.of(), List.of(), List.of()));

        assertThat(scope.exportOnly()).containsExactly("app.public");
        assertThat(scope.surplus()).contains("RDS takes a list of 200 KB at most");
    }

    @Test
    void choiceFollowsPgDumpsRules() {
        TableChoice choice = TableChoice.of(
                selection(List.of("re_*"), List.of("re_tmp*"), List.of("sales"), List.of("public")), "app", PUBLIC);

        assertThat(choice.includes(new TableName("public", "re_moves")))
                .as("with --table the schemas say nothing")
                .isTrue();
        assertThat(choice.includes(new TableName("public", "re_tmp1"))).isFalse();
        assertThat(choice.includes(new TableName("sales", "orders"))).isFalse();
    }
}
