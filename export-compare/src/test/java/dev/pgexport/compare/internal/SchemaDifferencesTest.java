package dev.pgexport.compare.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.ColumnDescription;
import dev.pgexport.api.manifest.TableDescription;
import dev.pgexport.api.manifest.TableKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaDifferencesTest {
    private static final ColumnDescription ID = new ColumnDescription("id", "integer", false, false);
    private static final ColumnDescription NOTE = new ColumnDescription("note", "text", true, false);

    private static TableDescription table(TableKind kind, List<String> key, ColumnDescription... columns) {
        return new TableDescription(new TableName("public", "moves"), kind, List.of(columns), key, List.of(), true);
    }

    private static TableDescription table(ColumnDescription... columns) {
        return table(TableKind.TABLE, List.of("id"), columns);
    }

    private static List<String> differences(TableDescription other) {
        return SchemaDifferences.between(table(ID, NOTE), other);
    }

    @Test
    void theOrderOfColumnsIsNone() {
        assertThat(differences(table(NOTE, ID))).isEmpty();
    }

    @Test
    void aColumnMayBeMissingOrExtra() {
        assertThat(differences(table(ID))).containsExactly("column note is missing, was text");
        assertThat(differences(table(ID, NOTE, new ColumnDescription("at", "date", true, false))))
                .containsExactly("column at is extra: date");
    }

    @Test
    void aTypeIsOneWithItsModifiers() {
        assertThat(differences(table(ID, new ColumnDescription("note", "character varying(20)", true, false))))
                .containsExactly("column note is character varying(20), was text");
    }

    @Test
    void whatMayBeNullIsSaid() {
        assertThat(differences(table(ID, new ColumnDescription("note", "text", false, false))))
                .containsExactly("column note is NOT NULL, could be NULL");
        assertThat(differences(table(new ColumnDescription("id", "integer", true, false), NOTE)))
                .containsExactly("column id may be NULL, was NOT NULL");
    }

    @Test
    void whatIsGeneratedIsSaid() {
        assertThat(differences(table(ID, new ColumnDescription("note", "text", true, true))))
                .containsExactly("column note is generated, was stored");
    }

    @Test
    void theKindOfTableIsSaid() {
        assertThat(differences(table(TableKind.FOREIGN_TABLE, List.of("id"), ID, NOTE)))
                .containsExactly("it is a foreign table, was a table");
    }

    @Test
    void thePrimaryKeyIsSaid() {
        assertThat(differences(table(TableKind.TABLE, List.of(), ID, NOTE)))
                .containsExactly("the primary key is none, was (id)");
    }
}
