package dev.pgexport.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportObject;
import dev.pgexport.testkit.ExportRecording;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import java.io.OutputStream;
import java.util.Iterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A row passes through memory whole: one that is too big is named, and the others are still exported. */
@ExtendWith(PostgresExtension.class)
class CopyRowSizeTest {
    @Test
    void rowThatPostgresCannotSendNamesItsTable(TestDatabase database) throws Exception {
        database.execute(
                "CREATE TABLE huge AS SELECT repeat('x', 600000000) AS one, NULL AS other",
                "UPDATE huge SET other = one",
                "CREATE TABLE small AS SELECT 1 AS id");

        refusesTheBiggestAlone(database, "public.huge", "what PostgreSQL can send");
    }

    @Test
    void byteaThatIsTooBigAsTextNamesItsTable(TestDatabase database) throws Exception {
        database.execute(
                "CREATE TABLE huge AS SELECT convert_to(repeat('x', 540000000), 'UTF8') AS raw",
                "CREATE TABLE small AS SELECT 1 AS id");

        refusesTheBiggestAlone(
                database,
                "public.huge",
                "what PostgreSQL can send: ERROR: invalid memory alloc request size 1080000003");
    }

    @Test
    void rowThatThisProgramCannotHoldNamesItsTable(TestDatabase database) throws Exception {
        long heap = Runtime.getRuntime().maxMemory();
        database.execute(
                "CREATE TABLE large AS SELECT repeat('x', " + Math.min(heap, 1_000_000_000L) + ") AS one",
                "CREATE TABLE small AS SELECT 1 AS id");

        refusesTheBiggestAlone(database, "public.large", "this program's memory");
    }

    private static void refusesTheBiggestAlone(TestDatabase database, String table, String limit) throws Exception {
        try (Export export = CopyExports.dataOnly().open(database)) {
            Iterator<ExportObject> objects = export.objects();
            ExportObject biggest = objects.next();

            assertThatThrownBy(() -> biggest.writeTo(OutputStream.nullOutputStream()))
                    .isInstanceOfSatisfying(ExportException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.CONFIGURATION);
                        assertThat(e).hasMessageContaining("a row of table " + table + " is too big for " + limit);
                        assertThat(e.advice()).isPresent();
                    });

            assertThat(ExportRecording.Recorded.of(objects.next()).written().rows())
                    .containsValue(1L);
            export.confirm();
        }
    }
}
