package dev.pgexport.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pgexport.api.Selection;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.ColumnDescription;
import dev.pgexport.api.manifest.LeftOut;
import dev.pgexport.api.manifest.TableKind;
import dev.pgexport.postgres.Fixtures;
import dev.pgexport.testkit.EveryPostgres;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class CatalogTest {
    @EveryPostgres
    void describesTablesOfEveryKind(PostgresServer server) throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            NastyDatabase.create(database);
            Catalog catalog = Fixtures.catalog(database, Selection.everything());

            assertThat(table(catalog, "public", "orders").description().columns())
                    .containsExactly(
                            new ColumnDescription("id", "integer", false, false),
                            new ColumnDescription("amount", "numeric(12,2)", false, false),
                            new ColumnDescription("doubled", "numeric", true, true));
            assertThat(table(catalog, "select", "user").description().primaryKey())
                    .containsExactly("b\"c", "Order");
            assertThat(table(catalog, "public", "no_columns").description().columns())
                    .isEmpty();
            assertThat(catalog.tables())
                    .extracting(
                            table -> table.name().toString(),
                            table -> table.description().kind(),
                            CatalogTable::data)
                    .contains(
                            tuple("public.parted", TableKind.PARTITIONED_TABLE, false),
                            tuple("public.parted_1", TableKind.TABLE, true),
                            tuple("select.parted_rest", TableKind.PARTITIONED_TABLE, false),
                            tuple("public.unlogged_rows", TableKind.TABLE, true),
                            tuple("public.computed", TableKind.MATERIALIZED_VIEW, false),
                            tuple("public.remote", TableKind.FOREIGN_TABLE, false),
                            tuple("public.extension_half", TableKind.TABLE, true));
            assertThat(table(catalog, "public", "child").description().parents())
                    .containsExactly(new TableName("public", "parent"), new TableName("public", "other_parent"));
            assertThat(table(catalog, "public", "parted_rest_all").description().parents())
                    .containsExactly(new TableName("select", "parted_rest"));
            assertThat(catalog.largeObjects()).isEqualTo(2);
            if (server.version() >= 18) {
                assertThat(table(catalog, "public", "with_virtual")
                                .description()
                                .columns())
                        .contains(new ColumnDescription("y", "integer", true, true));
            }
        }
    }

    @EveryPostgres
    void saysWhatIsLeftOutAndWhy(PostgresServer server) throws Exception {
        try (TestDatabase database = server.createDatabase()) {
            NastyDatabase.create(database);
            Catalog catalog = Fixtures.catalog(database, Selection.everything());
            assertThat(catalog.leftOut())
                    .extracting(LeftOut::kind, LeftOut::name)
                    .containsExactlyInAnyOrder(
                            tuple("materialized view data", "public.computed"),
                            tuple("table data", "public.remote"),
                            tuple("rows", "public.extension_half"),
                            tuple("table", "public.extension_own"));
        }
    }

    @Test
    void saysThatAPatternSelectsAParentWithoutItsPartitions(TestDatabase database) throws Exception {
        NastyDatabase.create(database);
        Catalog catalog = Fixtures.catalog(database, Fixtures.selection(List.of("-t", "parted")));
        assertThat(catalog.leftOut())
                .contains(new LeftOut(
                        "partitions",
                        "public.parted",
                        "not selected by the patterns: public.parted_1, public.parted_2, select.parted_rest"))
                .anyMatch(leftOut -> leftOut.kind().equals("large objects"))
                .anyMatch(leftOut -> leftOut.kind().equals("tables"));
    }

    @Test
    void measuresHeapAndToast(TestDatabase database) throws Exception {
        NastyDatabase.create(database);
        Catalog catalog = Fixtures.catalog(database, Selection.everything());
        CatalogTable big = table(catalog, "public", "big");
        assertThat(big.pages()).isEqualTo(1);
        assertThat(big.bytes()).isGreaterThan(600_000);
        assertThat(table(catalog, "public", "empty").bytes()).isZero();
        assertThat(table(catalog, "public", "orders").splittable()).isTrue();
        assertThat(table(catalog, "public", "extension_half").splittable()).isFalse();
        assertThat(table(catalog, "public", "extension_half").condition()).hasValue("WHERE mine");
    }

    @Test
    void tellsTheOwnersOfSequences(TestDatabase database) throws Exception {
        NastyDatabase.create(database);
        Catalog catalog = Fixtures.catalog(database, Fixtures.selection(List.of("-t", "with_serial")));
        assertThat(catalog.sequences())
                .extracting(
                        sequence -> sequence.name().toString(),
                        sequence -> sequence.owner().map(TableName::toString).orElse(""))
                .containsExactly(
                        tuple("public.with_serial_i_seq", "public.with_serial"),
                        tuple("public.with_serial_j_seq", "public.with_serial"));
    }

    private static CatalogTable table(Catalog catalog, String schema, String name) {
        return catalog.tables().stream()
                .filter(table -> table.name().equals(new TableName(schema, name)))
                .findFirst()
                .orElseThrow();
    }
}
