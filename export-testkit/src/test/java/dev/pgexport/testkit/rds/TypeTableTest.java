package dev.pgexport.testkit.rds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgexport.testkit.EveryPostgres;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of PostgreSQL's types, read back by Parquet's own reader. */
@EveryS3Server(kinds = S3Kind.LIGHT)
@ExtendWith({PostgresExtension.class, RdsExtension.class})
class TypeTableTest {
    private final RdsServer rds;
    private final Exporting exporting;

    TypeTableTest(RdsServer rds) {
        this.rds = rds;
        exporting = Exporting.to(rds);
    }

    /** A column of the type, two of its values as literals, what is read back, and what is told of it. */
    private record Column(String type, String literal, String read, String parquet, String original, String expected) {
        static Column text(String type, String literal, String read, String original) {
            return new Column(type, literal, read, "binary %s (STRING)", original, "binary (UTF8)");
        }
    }

    private static final List<Column> COLUMNS = List.of(
            new Column("boolean", "true", "true", "boolean %s", "boolean", "boolean"),
            new Column("smallint", "-32768", "-32768", "int32 %s (INTEGER(16,true))", "smallint", "int32 (INT_16)"),
            new Column("integer", "2147483647", "2147483647", "int32 %s", "integer", "int32"),
            new Column("bigint", "-9223372036854775808", "-9223372036854775808", "int64 %s", "bigint", "int64"),
            new Column("real", "'-0.1'", "-0.1", "float %s", "real", "float"),
            new Column("real", "'Infinity'", "Infinity", "float %s", "real", "float"),
            new Column("real", "'NaN'", "NaN", "float %s", "real", "float"),
            new Column("double precision", "'1e308'", "1.0E308", "double %s", "double precision", "double"),
            new Column("double precision", "'-Infinity'", "-Infinity", "double %s", "double precision", "double"),
            new Column("bytea", "'\\x0061ff'", "\u0000a\u00ff", "binary %s", "bytea", "binary"),
            Column.text("numeric(20,3)", "'-12345678901234567.890'", "-12345678901234567.890", "numeric"),
            Column.text("numeric", "'NaN'", "NaN", "numeric"),
            Column.text("money", "'1.5'", "$1.50", "money"),
            Column.text("int[]", "'{1,NULL,3}'", "{1,NULL,3}", "ARRAY"),
            Column.text("text[]", "ARRAY['a b', '', NULL]", "{\"a b\",\"\",NULL}", "ARRAY"),
            Column.text("bit(3)", "B'101'", "101", "bit"),
            Column.text("bit varying", "B'1'", "1", "bit varying"),
            Column.text("char(3)", "'a'", "a  ", "character"),
            Column.text("varchar(9)", "'äöü'", "äöü", "character varying"),
            Column.text("text", "''", "", "text"),
            Column.text("text", "E'a\\n\\t\\\\'", "a\n\t\\", "text"),
            Column.text("name", "'n'", "n", "name"),
            Column.text("\"char\"", "'c'", "c", "\"char\""),
            Column.text("mood", "'happy'", "happy", "USER-DEFINED"),
            Column.text("tsvector", "'a:1 b:2'", "'a':1 'b':2", "tsvector"),
            Column.text("tsquery", "'a & b'", "'a' & 'b'", "tsquery"),
            Column.text("xml", "'<a>1</a>'", "<a>1</a>", "xml"),
            Column.text("date", "'infinity'", "infinity", "date"),
            Column.text("date", "'0044-03-15 BC'", "0044-03-15 BC", "date"),
            Column.text("interval", "'1 year -3 days 04:05:06.789'", "1 year -3 days +04:05:06.789", "interval"),
            Column.text("time", "'24:00:00'", "24:00:00", "time without time zone"),
            Column.text("timetz", "'10:00:00.5+02:30'", "10:00:00.5+02:30", "time with time zone"),
            Column.text(
                    "timestamp(3)", "'2026-11-21 01:02:03.4'", "2026-11-21 01:02:03.4", "timestamp without time zone"),
            Column.text(
                    "timestamptz", "'2026-11-21 01:02:03+01'", "2026-11-21 00:02:03+00", "timestamp with time zone"),
            Column.text("timestamptz", "'-infinity'", "-infinity", "timestamp with time zone"),
            Column.text("point", "'(1,2.5)'", "(1,2.5)", "point"),
            Column.text("line", "'{1,2,3}'", "{1,2,3}", "line"),
            Column.text("lseg", "'[(1,2),(3,4)]'", "[(1,2),(3,4)]", "lseg"),
            Column.text("box", "'(3,4),(1,2)'", "(3,4),(1,2)", "box"),
            Column.text("path", "'[(1,2),(3,4)]'", "[(1,2),(3,4)]", "path"),
            Column.text("polygon", "'((1,2),(3,4))'", "((1,2),(3,4))", "polygon"),
            Column.text("circle", "'<(1,2),3>'", "<(1,2),3>", "circle"),
            Column.text("json", "'{\"a\":  1}'", "{\"a\":  1}", "json"),
            Column.text("jsonb", "'{\"a\":  1}'", "{\"a\": 1}", "jsonb"),
            Column.text("cidr", "'10.0.0.0/8'", "10.0.0.0/8", "cidr"),
            Column.text("inet", "'::1/64'", "::1/64", "inet"),
            Column.text("macaddr", "'08:00:2b:01:02:03'", "08:00:2b:01:02:03", "macaddr"),
            Column.text("pair", "ROW(1, 'a b')", "(1,\"a b\")", "USER-DEFINED"),
            Column.text("positive", "7", "7", "integer"),
            Column.text("pg_lsn", "'16/B374D848'", "16/B374D848", "pg_lsn"),
            Column.text("int4range", "'[1,5)'", "[1,5)", "int4range"),
            Column.text(
                    "uuid", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "uuid"));

    @EveryPostgres
    void eachTypeOfTheTableIsExportedAsTheTableSays(PostgresServer server) throws IOException {
        try (TestDatabase database = server.createDatabase()) {
            StringBuilder columns = new StringBuilder();
            StringBuilder values = new StringBuilder();
            for (int index = 0; index < COLUMNS.size(); index++) {
                String separator = index == 0 ? "" : ", ";
                columns.append(separator)
                        .append(name(index))
                        .append(' ')
                        .append(COLUMNS.get(index).type());
                values.append(separator).append(COLUMNS.get(index).literal());
            }
            database.execute(
                    "CREATE TYPE mood AS ENUM ('sad', 'happy')",
                    "CREATE TYPE pair AS (a int, b text)",
                    "CREATE DOMAIN positive AS integer CHECK (VALUE > 0)",
                    "CREATE TABLE all_types (" + columns + ")",
                    "INSERT INTO all_types VALUES (" + values + ")",
                    "INSERT INTO all_types DEFAULT VALUES");
            rds.add(RdsSource.instance("app", database));

            exporting.run("t1", exporting.snapshot("app", "s1"));

            String key = exporting
                    .keys("t1/" + database.name() + "/public.all_types/1/part-")
                    .get(0);
            FileMetaData footer = ParquetRows.footer(exporting, key);
            List<Group> rows = ParquetRows.read(exporting, key, groups -> groups);
            JsonNode mappings = new ObjectMapper()
                    .readTree(exporting.text("t1/export_tables_info_t1_from_1_to_1.json"))
                    .at("/perTableStatus/0/schemaMetadata/originalTypeMappings");
            assertThat(rows).hasSize(2);
            assertThat(mappings).hasSize(COLUMNS.size());
            for (int index = 0; index < COLUMNS.size(); index++) {
                Column column = COLUMNS.get(index);
                assertThat(footer.getSchema().getType(index).toString())
                        .as(column.type())
                        .isEqualTo("optional " + column.parquet().formatted(name(index)));
                assertThat(read(rows.get(0), index)).as(column.type()).isEqualTo(column.read());
                assertThat(rows.get(1).getFieldRepetitionCount(index))
                        .as("NULL of " + column.type())
                        .isZero();
                assertThat(mappings.get(index).path("columnName").textValue()).isEqualTo(name(index));
                assertThat(mappings.get(index).path("originalType").textValue()).isEqualTo(column.original());
                assertThat(mappings.get(index).path("expectedExportedType").textValue())
                        .isEqualTo(column.expected());
            }
        }
    }

    private static String name(int index) {
        return "c" + index;
    }

    private static String read(Group row, int index) {
        return COLUMNS.get(index).type().equals("bytea")
                ? new String(row.getBinary(index, 0).getBytes(), StandardCharsets.ISO_8859_1)
                : row.getValueToString(index, 0);
    }

    @Test
    void lengthsAndPrecisionsAreToldAsTheInformationSchemaHasThem(TestDatabase database) throws IOException {
        database.execute("CREATE TABLE a (v varchar(7), n numeric(12,4), i bigint, t timestamp(3), x text)");
        rds.add(RdsSource.instance("app", database));

        exporting.run("t1", exporting.snapshot("app", "s1"));

        assertThat(new ObjectMapper()
                        .readTree(exporting.text("t1/export_tables_info_t1_from_1_to_1.json"))
                        .at("/perTableStatus/0/schemaMetadata/originalTypeMappings"))
                .extracting(mapping -> mapping.path("originalCharMaxLength").intValue() + " "
                        + mapping.path("originalNumPrecision").intValue() + " "
                        + mapping.path("originalDateTimePrecision").intValue())
                .containsExactly("7 0 0", "0 12 0", "0 64 0", "0 0 3", "0 0 0");
    }

    @Test
    void objectIdentifiersAreNotExported(TestDatabase database) {
        database.execute(
                "CREATE TABLE a (o oid, id int, c regclass, t tid, x xid)",
                "INSERT INTO a VALUES (1, 2, 'pg_class', '(0,1)', '3')");
        rds.add(RdsSource.instance("app", database));

        exporting.run("t1", exporting.snapshot("app", "s1"));

        String key =
                exporting.keys("t1/" + database.name() + "/public.a/1/part-").get(0);
        assertThat(ParquetRows.footer(exporting, key).getSchema().getFields())
                .extracting(field -> field.getName())
                .containsExactly("id");
    }

    @Test
    void filesLookLikeSparksAndAreCompressedByGzip(TestDatabase database) {
        database.execute("CREATE TABLE a (id bigint)", "INSERT INTO a VALUES (1)");
        rds.add(RdsSource.instance("app", database));

        exporting.run("t1", exporting.snapshot("app", "s1"));

        FileMetaData footer = ParquetRows.footer(
                exporting,
                exporting.keys("t1/" + database.name() + "/public.a/1/part-").get(0));
        assertThat(footer.getSchema().getName()).isEqualTo("spark_schema");
        assertThat(footer.getCreatedBy()).startsWith("parquet-mr version ");
        assertThat(footer.getKeyValueMetaData().get("org.apache.spark.sql.parquet.row.metadata"))
                .isEqualTo("{\"type\":\"struct\",\"fields\":[{\"name\":\"id\",\"type\":\"long\",\"nullable\":true,"
                        + "\"metadata\":{}}]}");
    }

    @Test
    void aValueOf16MegabytesIsExported(TestDatabase database) {
        database.execute(
                "CREATE TABLE a (id jsonb)",
                "INSERT INTO a SELECT to_jsonb(string_agg(md5(i::text), '')) FROM generate_series(1, 524288) i");
        rds.add(RdsSource.instance("app", database));

        exporting.run("t1", exporting.snapshot("app", "s1"));

        assertThat(ParquetRows.under(exporting, "t1/" + database.name() + "/public.a/"))
                .singleElement()
                .satisfies(value -> assertThat(value).hasSize((16 << 20) + 2));
    }
}
