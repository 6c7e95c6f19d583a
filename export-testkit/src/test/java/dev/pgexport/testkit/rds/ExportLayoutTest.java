package dev.pgexport.testkit.rds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Capability;
import dev.pgexport.testkit.s3.S3Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.rds.model.ExportTask;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** Where files lie, and what the reports say of them. */
@EveryS3Server(kinds = {S3Kind.MINIO, S3Kind.LIGHT})
@ExtendWith({PostgresExtension.class, RdsExtension.class})
class ExportLayoutTest {
    private final RdsServer rds;
    private final Exporting exporting;

    ExportLayoutTest(RdsServer rds) {
        this.rds = rds;
        exporting = Exporting.to(rds);
    }

    @Test
    void filesLieBelowPrefixTaskDatabaseTableAndBatch(TestDatabase database) {
        database.execute(
                "CREATE TABLE moves (id bigint)",
                "INSERT INTO moves VALUES (1)",
                "CREATE SCHEMA chess",
                "CREATE TABLE chess.games (id bigint)",
                "INSERT INTO chess.games VALUES (1)");
        rds.add(RdsSource.instance("app", database));
        String snapshot = exporting.snapshot("app", "s1");

        rds.client()
                .startExportTask(
                        exporting.request("t1", snapshot).s3Prefix("exports/a/").build());
        exporting.await("t1");

        String task = "exports/a/t1/";
        String part = "part-00000-[0-9a-f-]{36}-c000\\.gz\\.parquet";
        assertThat(names("", "exports/a/"))
                .satisfiesExactly(
                        key -> assertThat(key).isEqualTo("t1/export_info_t1.json"),
                        key -> assertThat(key).isEqualTo("t1/export_tables_info_t1_from_1_to_2.json"),
                        key -> assertThat(key).isEqualTo("t1/" + database.name() + "/chess.games/1/_SUCCESS"),
                        key -> assertThat(key).matches("t1/" + database.name() + "/chess\\.games/1/" + part),
                        key -> assertThat(key).isEqualTo("t1/" + database.name() + "/public.moves/1/_SUCCESS"),
                        key -> assertThat(key).matches("t1/" + database.name() + "/public\\.moves/1/" + part));
        JsonNode info = json(task + "export_info_t1.json");
        assertThat(info.path("exportTaskIdentifier").textValue()).isEqualTo("t1");
        assertThat(info.path("status").textValue()).isEqualTo("COMPLETE");
        assertThat(info.path("percentProgress").intValue()).isEqualTo(100);
        assertThat(info.path("exportedFilesPath").textValue()).isEqualTo("exports/a/t1");
    }

    @Test
    void aTableOfManyPartsHasThemNumberedAndItsRowsOnce(TestDatabase database) {
        database.execute("CREATE TABLE a (id bigint)", "INSERT INTO a SELECT generate_series(1, 1000)");
        rds.add(RdsSource.instance("app", database));
        rds.script(ExportScript.PLAIN.withLayout(TableLayout.parts(40)));

        exporting.run("t1", exporting.snapshot("app", "s1"));

        String table = "t1/" + database.name() + "/public.a/";
        assertThat(partNumbers(table + "1/"))
                .containsExactlyElementsOf(IntStream.range(0, 40).boxed().toList());
        assertThat(ParquetRows.under(exporting, table))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 1000)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @Test
    void partNumbersMayHaveGaps(TestDatabase database) {
        database.execute("CREATE TABLE a (id bigint)", "INSERT INTO a SELECT generate_series(1, 3)");
        rds.add(RdsSource.instance("app", database));
        rds.script(ExportScript.PLAIN.withLayout(new TableLayout(1, 5, true)));

        exporting.run("t1", exporting.snapshot("app", "s1"));

        assertThat(partNumbers("t1/" + database.name() + "/public.a/1/")).containsExactly(0, 2, 4);
    }

    @Test
    void aTableMayHaveSeveralBatches(TestDatabase database) {
        database.execute(
                "CREATE TABLE a (id bigint)",
                "CREATE TABLE b (id bigint)",
                "INSERT INTO a SELECT generate_series(1, 6)",
                "INSERT INTO b VALUES (1)");
        rds.add(RdsSource.instance("app", database));
        rds.script(ExportScript.PLAIN.withLayout(database.name() + ".public.a", new TableLayout(3, 2, false)));

        exporting.run("t1", exporting.snapshot("app", "s1"));

        String table = "t1/" + database.name() + "/public.a/";
        assertThat(partNumbers(table + "1/")).containsExactly(0, 1);
        assertThat(partNumbers(table + "3/")).containsExactly(0, 1);
        assertThat(exporting.keys(table)).hasSize(9).contains(table + "1/_SUCCESS", table + "3/_SUCCESS");
        assertThat(ParquetRows.under(exporting, table)).containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6");
        assertThat(exporting.keys("t1/" + database.name() + "/public.b/")).hasSize(2);
    }

    @Test
    void theOlderConventionHasNoBatches(TestDatabase database) {
        database.execute("CREATE TABLE a (id bigint)", "INSERT INTO a VALUES (1)");
        rds.add(RdsSource.instance("app", database));
        rds.script(ExportScript.PLAIN.withoutBatchFolders());

        exporting.run("t1", exporting.snapshot("app", "s1"));

        assertThat(partNumbers("t1/" + database.name() + "/public.a/")).containsExactly(0);
        assertThat(exporting.keys("t1/" + database.name() + "/public.a/"))
                .contains("t1/" + database.name() + "/public.a/_SUCCESS");
    }

    @Test
    void ofATableWithoutRowsNothingIsWrittenButTheReport(TestDatabase database) {
        database.execute("CREATE TABLE a (id bigint)");
        rds.add(RdsSource.instance("app", database));
        String snapshot = exporting.snapshot("app", "s1");
        exporting.run("t1", snapshot);
        rds.script(ExportScript.PLAIN.withMarkerOfEmptyTables());
        exporting.run("t2", snapshot);

        assertThat(exporting.keys("t1/" + database.name())).isEmpty();
        assertThat(table("t1", database.name() + ".public.a").path("status").textValue())
                .isEqualTo("COMPLETE");
        assertThat(exporting.keys("t2/" + database.name()))
                .containsExactly("t2/" + database.name() + "/public.a/1/_SUCCESS");
    }

    @Test
    void charactersThatRdsDoesNotWriteBecomeUnderscores(TestDatabase database) {
        database.execute(
                "CREATE SCHEMA \"a b\"",
                "CREATE TABLE \"a b\".\"c\\d`e\"\"f\" (id bigint)",
                "INSERT INTO \"a b\".\"c\\d`e\"\"f\" VALUES (7)");
        rds.add(RdsSource.instance("app", database));

        exporting.run("t1", exporting.snapshot("app", "s1"));

        assertThat(ParquetRows.under(exporting, "t1/" + database.name() + "/a_b.c_d_e_f/1/"))
                .containsExactly("7");
        assertThat(table("t1", database.name() + ".a b.c\\d`e\"f")
                        .path("status")
                        .textValue())
                .isEqualTo("COMPLETE");
    }

    @Test
    void onlyWhatIsAskedForIsExported(TestDatabase database) {
        database.execute(
                "CREATE TABLE a (id bigint)",
                "CREATE TABLE b (id bigint)",
                "CREATE SCHEMA s",
                "CREATE TABLE s.c (id bigint)",
                "CREATE TABLE s.d (id bigint)");
        String name = database.name();
        rds.add(RdsSource.instance("app", database));
        String snapshot = exporting.snapshot("app", "s1");

        exporting.run("t1", snapshot, name + ".public.a", name + ".s");
        exporting.run("t2", snapshot, name);
        ExportTask unknown = exporting.run("t3", snapshot, name + ".public.b", "other.x.y");

        assertThat(targets("t1")).containsExactly(name + ".public.a", name + ".s.c", name + ".s.d");
        assertThat(targets("t2")).hasSize(4);
        assertThat(targets("t3")).containsExactly(name + ".public.b");
        assertThat(unknown.exportOnly()).containsExactly(name + ".public.b", "other.x.y");
        assertThat(parsed(unknown.warningMessage())
                        .at("/skippedObjectives/0/objective")
                        .textValue())
                .isEqualTo("other.x.y");
    }

    @Test
    void whatIsEmptyMayBeAskedFor(TestDatabase database) {
        rds.add(RdsSource.instance("app", database));

        ExportTask task =
                exporting.run("t1", exporting.snapshot("app", "s1"), database.name(), database.name() + ".public");

        assertThat(task.warningMessage()).isNull();
        assertThat(targets("t1")).isEmpty();
    }

    @Test
    void allDatabasesOfAnInstanceAreExported(TestDatabase database, TestDatabase other) {
        database.execute("CREATE TABLE a (id bigint)");
        other.execute("CREATE TABLE a (id bigint)");
        rds.add(RdsSource.instance("app", database, other));

        exporting.run("t1", exporting.snapshot("app", "s1"));

        assertThat(targets("t1")).containsExactlyInAnyOrder(database.name() + ".public.a", other.name() + ".public.a");
    }

    @Test
    void partitionsAreRowsOfTheirTableAndChildrenAreNot(TestDatabase database) {
        database.execute(
                "CREATE TABLE p (id bigint) PARTITION BY RANGE (id)",
                "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)",
                "CREATE TABLE p2 PARTITION OF p DEFAULT",
                "INSERT INTO p VALUES (1), (11)",
                "CREATE TABLE parent (id bigint)",
                "CREATE TABLE child () INHERITS (parent)",
                "INSERT INTO parent VALUES (1)",
                "INSERT INTO child VALUES (2)");
        rds.add(RdsSource.instance("app", database));

        exporting.run("t1", exporting.snapshot("app", "s1"));

        String folder = "t1/" + database.name() + "/public.";
        assertThat(targets("t1"))
                .containsExactly(
                        database.name() + ".public.child",
                        database.name() + ".public.p",
                        database.name() + ".public.parent");
        assertThat(ParquetRows.under(exporting, folder + "p/")).containsExactlyInAnyOrder("1", "11");
        assertThat(ParquetRows.under(exporting, folder + "parent/")).containsExactly("1");
    }

    @Test
    void tablesThatRdsDoesNotExportAreSkipped(TestDatabase database) {
        database.execute(
                "CREATE ROLE " + database.name() + "_master LOGIN",
                "CREATE TABLE good (id bigint)",
                "CREATE TABLE comma (\"a,b\" int)",
                "CREATE TABLE blank (\"a b\" int)",
                "CREATE TABLE \"a/b\" (id int)",
                "CREATE UNLOGGED TABLE unlogged (id int)",
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + database.name() + "_master",
                "CREATE TABLE secret (id int)");
        try {
            rds.add(RdsSource.instance("app", database).withMasterUser(database.name() + "_master"));

            ExportTask task = exporting.run("t1", exporting.snapshot("app", "s1"));

            assertThat(task.status()).isEqualTo("COMPLETE");
            assertThat(task.percentProgress()).isEqualTo(100);
            assertThat(parsed(task.warningMessage()).path("skippedTables"))
                    .extracting(
                            skipped -> skipped.path("tableName").textValue(),
                            skipped -> skipped.path("reason").textValue())
                    .extracting(tuple -> tuple.toList().toString().replace(database.name() + ".public.", ""))
                    .containsExactlyInAnyOrder(
                            "[a/b, UNSUPPORTED_TABLE_NAME]",
                            "[blank, UNSUPPORTED_COLUMN_NAME]",
                            "[comma, UNSUPPORTED_COLUMN_NAME]",
                            "[secret, PERMISSIONS_DO_NOT_EXIST]",
                            "[unlogged, UNLOGGED_TABLE]");
            assertThat(table("t1", database.name() + ".public.secret")
                            .path("status")
                            .textValue())
                    .isEqualTo("SKIPPED");
            assertThat(table("t1", database.name() + ".public.good")
                            .path("status")
                            .textValue())
                    .isEqualTo("COMPLETE");
        } finally {
            database.execute(
                    "DROP OWNED BY " + database.name() + "_master", "DROP ROLE " + database.name() + "_master");
        }
    }

    @Test
    void aTaskMayBeCompleteAtAHundredPercentAndNotAllThere(TestDatabase database) {
        String name = database.name();
        database.execute(
                "CREATE TABLE a (id bigint)",
                "CREATE TABLE b (id bigint)",
                "CREATE TABLE c (id bigint)",
                "CREATE TABLE d (id bigint)",
                "INSERT INTO a SELECT generate_series(1, 10)",
                "INSERT INTO b VALUES (1)",
                "INSERT INTO c VALUES (1)",
                "INSERT INTO d VALUES (1)");
        rds.add(RdsSource.instance("app", database));
        rds.script(ExportScript.PLAIN
                .withLayout(name + ".public.a", TableLayout.parts(4))
                .withFailing(name + ".public.a", "a value is larger than 500 MB")
                .withSkipped(name + ".public.b", "ROW_TOO_LARGE")
                .withUnmentioned(name + ".public.c")
                .withUnwritten(name + ".public.d")
                .withDatabaseWarning(name, "something is missing"));

        ExportTask task = exporting.run("t1", exporting.snapshot("app", "s1"));

        assertThat(task.status()).isEqualTo("COMPLETE");
        assertThat(task.percentProgress()).isEqualTo(100);
        assertThat(task.warningMessage()).contains("ROW_TOO_LARGE");
        assertThat(table("t1", name + ".public.a").path("status").textValue()).isEqualTo("FAILED");
        assertThat(partNumbers("t1/" + name + "/public.a/1/")).containsExactly(0, 1);
        assertThat(exporting.keys("t1/" + name + "/public.a/")).noneMatch(key -> key.endsWith("_SUCCESS"));
        assertThat(table("t1", name + ".public.b").path("status").textValue()).isEqualTo("SKIPPED");
        assertThat(targets("t1")).doesNotContain(name + ".public.c");
        assertThat(table("t1", name + ".public.d").path("status").textValue()).isEqualTo("COMPLETE");
        assertThat(exporting.keys("t1/" + name + "/public.d/")).isEmpty();
        assertThat(table("t1", name).path("warningMessage").textValue()).isEqualTo("something is missing");
    }

    @Test
    void aTaskMayBeCompleteWithoutAnyTable(TestDatabase database) {
        database.execute("CREATE TABLE a (id bigint)", "INSERT INTO a VALUES (1)");
        rds.add(RdsSource.instance("app", database));
        rds.script(ExportScript.PLAIN.withUnlistedDatabase(database.name()));

        ExportTask task = exporting.run("t1", exporting.snapshot("app", "s1"));

        assertThat(task.status()).isEqualTo("COMPLETE");
        assertThat(parsed(task.warningMessage()).at("/general/0/reason").textValue())
                .isEqualTo("FAILED_TO_EXTRACT_TABLES_LIST_FOR_DATABASE");
        assertThat(targets("t1")).isEmpty();
    }

    @Test
    void aThousandTablesAreReportedInSeveralFiles(TestDatabase database) {
        database.execute("DO $$ BEGIN FOR i IN 1..1000 LOOP EXECUTE format('CREATE TABLE t%s (id bigint)', i);"
                + " IF i % 10 = 0 THEN EXECUTE format('INSERT INTO t%s VALUES (%s)', i, i); END IF; END LOOP; END $$");
        rds.add(RdsSource.instance("app", database));
        rds.script(ExportScript.PLAIN.withTablesPerReport(400));

        ExportTask task = exporting.run("t1", exporting.snapshot("app", "s1"));

        assertThat(task.status()).isEqualTo("COMPLETE");
        assertThat(Duration.between(task.taskStartTime(), task.taskEndTime())).isLessThan(Duration.ofSeconds(60));
        assertThat(names("t1/", "t1/"))
                .filteredOn(key -> key.endsWith(".json"))
                .containsExactlyInAnyOrder(
                        "export_info_t1.json",
                        "export_tables_info_t1_from_1_to_400.json",
                        "export_tables_info_t1_from_401_to_800.json",
                        "export_tables_info_t1_from_801_to_1000.json");
        assertThat(targets("t1")).hasSize(1000).doesNotHaveDuplicates();
        assertThat(ParquetRows.under(exporting, "t1/" + database.name()))
                .hasSize(100)
                .doesNotHaveDuplicates();
    }

    @Test
    void filesAreEncryptedByTheKeyOfTheTask(TestDatabase database) {
        database.execute("CREATE TABLE a (id bigint)", "INSERT INTO a VALUES (1)");
        rds.add(RdsSource.instance("app", database));

        exporting.run("t1", exporting.snapshot("app", "s1"));

        ServerSideEncryption encryption = rds.s3()
                .client()
                .headObject(request -> request.bucket(exporting.bucket()).key("t1/export_info_t1.json"))
                .serverSideEncryption();
        assertThat(encryption == ServerSideEncryption.AWS_KMS)
                .isEqualTo(rds.s3().can(S3Capability.KMS));
    }

    private List<String> names(String prefix, String parent) {
        return exporting.keys(prefix).stream()
                .map(key -> key.substring(parent.length()))
                .toList();
    }

    private List<Integer> partNumbers(String folder) {
        return exporting.keys(folder).stream()
                .map(key -> key.substring(folder.length()))
                .filter(name -> name.startsWith("part-"))
                .map(name -> Integer.valueOf(name.substring(5, 10)))
                .toList();
    }

    private List<JsonNode> tables(String task) {
        List<JsonNode> tables = new ArrayList<>();
        for (String key : exporting.keys(task + "/export_tables_info_")) {
            StreamSupport.stream(json(key).path("perTableStatus").spliterator(), false)
                    .forEach(tables::add);
        }
        return tables;
    }

    private List<String> targets(String task) {
        return tables(task).stream()
                .map(table -> table.path("target").textValue())
                .toList();
    }

    private JsonNode table(String task, String target) {
        return tables(task).stream()
                .filter(table -> target.equals(table.path("target").textValue()))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode json(String key) {
        return parsed(exporting.text(key));
    }

    private static JsonNode parsed(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
