package dev.pgexport.snapshot.internal.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.TableName;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TargetNamesTest {
    private final TargetNames names = new TargetNames("app", Set.of(new TableName("a.b", "c")));

    @Test
    void aTargetIsDatabaseSchemaAndTable() {
        assertThat(names.table("app.public.moves")).contains(new TableName("public", "moves"));
    }

    @Test
    void aDotIsTakenForTheTablesOwn() {
        assertThat(names.table("app.public.moves.old")).contains(new TableName("public", "moves.old"));
    }

    @Test
    void unlessAKnownTableHasItInItsSchema() {
        assertThat(names.table("app.a.b.c")).contains(new TableName("a.b", "c"));
    }

    @Test
    void anotherDatabaseAndTheDatabaseItselfAreNoTables() {
        assertThat(names.table("app2.public.moves")).isEmpty();
        assertThat(names.table("app")).isEmpty();
        assertThat(names.isDatabase("app")).isTrue();
    }
}
