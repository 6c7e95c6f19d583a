package dev.pgexport.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.Sink;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.ColumnDescription;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.read.FieldFormat;
import dev.pgexport.api.read.Row;
import dev.pgexport.api.read.RowConsumer;
import dev.pgexport.compare.canonical.CanonicalColumn;
import dev.pgexport.compare.canonical.CanonicalTypes;
import dev.pgexport.compare.canonical.Comparability;
import dev.pgexport.compare.canonical.UserTypes;
import dev.pgexport.compare.canonical.ValueForm;
import dev.pgexport.engine.Cancellation;
import dev.pgexport.engine.read.ReadExport;
import dev.pgexport.engine.read.ReadRunner;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.rds.RdsExtension;
import dev.pgexport.testkit.rds.RdsServer;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever RDS makes of a value in Parquet, the reader gives what the database itself writes under pgexport's settings, so
 * that the canonical bytes are those of every other strategy.
 */
@EveryS3Server(kinds = S3Kind.LIGHT)
@ExtendWith({PostgresExtension.class, RdsExtension.class})
class CanonicalValuesTest {
    /** A column of each type of RDS's type table, with values as literals. */
    private static final Map<String, List<String>> VALUES = Map.ofEntries(
            Map.entry("boolean", List.of("true", "false")),
            Map.entry("smallint", List.of("-32768", "0", "32767")),
            Map.entry("integer", List.of("-2147483648", "0", "2147483647")),
            Map.entry("bigint", List.of("-9223372036854775808", "0", "9223372036854775807")),
            Map.entry(
                    "real",
                    List.of("NaN", "Infinity", "-Infinity", "-0", "0.1", "1e-45", "3.4028235e38", "1e6", "16777216")),
            Map.entry(
                    "double precision",
                    List.of(
                            "NaN",
                            "Infinity",
                            "-Infinity",
                            "-0",
                            "0.1",
                            "5e-324",
                            "1.7976931348623157e308",
                            "1e15",
                            "1e23",
                            "0.0001",
                            "0.00001")),
            Map.entry("bytea", List.of("", "\\x00ff5c0a")),
            Map.entry("numeric", List.of("NaN", "Infinity", "1.0", "1.00", "-0.00001234", "1e300")),
            Map.entry("numeric(12,2)", List.of("7.50", "-0.01", "0")),
            Map.entry("numeric(5)", List.of("7", "-12345")),
            Map.entry("money", List.of("-12345.67", "0")),
            Map.entry("integer[]", List.of("{}", "{1,NULL,3}", "[5:5]={NULL}", "{{1,2},{3,4}}")),
            Map.entry("text[]", List.of("{\"\",NULL,\"NULL\",\"a b\",\"\\\\\"}")),
            Map.entry("double precision[]", List.of("{0.1,NaN,-0,1e23}")),
            Map.entry("numeric(12,2)[]", List.of("{1.50,NULL}")),
            Map.entry("bit(3)", List.of("101")),
            Map.entry("bit varying", List.of("", "0101")),
            Map.entry("\"char\"", List.of("c")),
            Map.entry("character(5)", List.of("", "ab", " ab")),
            Map.entry("character varying(20)", List.of("", " ", "äöü ")),
            Map.entry("text", List.of("", "NULL", "\\N", "a\"b,c\n\r\t\\d", "漢字 😀")),
            Map.entry("name", List.of("n")),
            Map.entry("public.mood", List.of("sad", "so so")),
            Map.entry("public.part", List.of("(1,\"a \"\"b\"\"\",7.50)", "(,\"\",)")),
            Map.entry("public.price", List.of("1.50")),
            Map.entry("public.yes", List.of("true")),
            Map.entry("tsvector", List.of("", "'a b':1A 'c':2")),
            Map.entry("tsquery", List.of("'a' & !'b'")),
            Map.entry("xml", List.of("<a b=\"1\">é</a>")),
            Map.entry("date", List.of("infinity", "-infinity", "4713-01-01 BC", "5874897-12-31", "2024-02-29")),
            Map.entry(
                    "interval",
                    List.of("0", "1 year 2 months -3 days 04:05:06.789", "-00:00:00.000001", "178000000 years")),
            Map.entry("time without time zone", List.of("24:00:00", "00:00:00", "03:04:05.000006")),
            Map.entry("time with time zone", List.of("12:00:00.5-15:59", "00:00:00+05:30")),
            Map.entry(
                    "timestamp without time zone",
                    List.of("infinity", "-infinity", "0044-03-15 12:00:00 BC", "294276-12-31 23:59:59.999999")),
            Map.entry("timestamp(3) without time zone", List.of("2024-01-02 03:04:05.1")),
            Map.entry(
                    "timestamp with time zone",
                    List.of("infinity", "-infinity", "4714-11-24 00:00:00+00 BC", "2024-10-27 02:30:00.5+05:30")),
            Map.entry("point", List.of("(1e-300,-0)")),
            Map.entry("line", List.of("{1,2,3}")),
            Map.entry("lseg", List.of("[(1,2),(3,0.1)]")),
            Map.entry("box", List.of("(3,4),(1,2)")),
            Map.entry("path", List.of("[(1,2),(3,4)]", "((1,2),(3,4))")),
            Map.entry("polygon", List.of("((0,0),(1,1),(1,0))")),
            Map.entry("circle", List.of("<(1,2),3>")),
            Map.entry("json", List.of("[ 1,  2 ]", "{\"a\":1,\"a\":2}")),
            Map.entry("jsonb", List.of("{}", "{\"b\": 1.0, \"a\": null}")),
            Map.entry("cidr", List.of("10.0.0.0/8", "::/0")),
            Map.entry("inet", List.of("10.1.2.3/8", "::1", "::ffff:1.2.3.4")),
            Map.entry("macaddr", List.of("08:00:2b:01:02:03")),
            Map.entry("macaddr8", List.of("08:00:2b:01:02:03:04:05")),
            Map.entry("pg_lsn", List.of("0/0", "16/B374D848")),
            Map.entry("int4range", List.of("empty", "(,)", "[1,5)")),
            Map.entry("tstzrange", List.of("[\"2024-01-02 03:04:05+02\",)")),
            Map.entry("uuid", List.of("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")));

    private final SnapshotRuns runs;
    private final TestDatabase database;

    CanonicalValuesTest(RdsServer rds, TestDatabase database, @TempDir Path folder) {
        this.database = database;
        runs = new SnapshotRuns(rds, database, folder);
    }

    @AfterEach
    void forget() {
        SnapshotRuns.forgetCredentials();
    }

    @Test
    void valuesOfEveryTypeAreThoseOfTheDatabase() throws Exception {
        List<String> types = VALUES.keySet().stream().sorted().toList();
        load(types);

        Manifest manifest = runs.run();
        List<List<Optional<String>>> read = read(manifest);
        List<List<Optional<String>>> stored = stored(types);

        Map<String, String> described = manifest.tables().get(0).description().columns().stream()
                .collect(Collectors.toMap(ColumnDescription::name, ColumnDescription::type));
        CanonicalTypes ofDatabase;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = ''");
            ofDatabase = new CanonicalTypes(UserTypes.read(connection));
        }
        CanonicalTypes ofManifest = new CanonicalTypes(UserTypes.none());
        assertThat(read).hasSameSizeAs(stored);
        for (int column = 0; column < types.size(); column++) {
            String type = types.get(column);
            int place = column;
            List<Optional<String>> ours =
                    read.stream().map(row -> row.get(place)).toList();
            List<Optional<String>> theirs =
                    stored.stream().map(row -> row.get(place)).toList();
            assertThat(ours).as("the text of " + type).isEqualTo(theirs);
            // The manifest has less of a type than the database: what it has must not make other bytes of a value.
            String told = Optional.ofNullable(described.get(name(column))).orElseThrow();
            assertThat(canonical(ofManifest, told, ours))
                    .as(type + ", of which RDS says " + told)
                    .isEqualTo(canonical(ofDatabase, type, theirs));
        }
    }

    private static String name(int column) {
        return "c" + column;
    }

    private void load(List<String> types) {
        database.execute(
                "CREATE TYPE mood AS ENUM ('sad', 'so so')",
                "CREATE TYPE part AS (id integer, name text, price numeric(12,2))",
                "CREATE DOMAIN price AS numeric(12,2)",
                "CREATE DOMAIN yes AS boolean",
                "CREATE TABLE all_types ("
                        + IntStream.range(0, types.size())
                                .mapToObj(column -> name(column) + " " + types.get(column))
                                .collect(Collectors.joining(", "))
                        + ")");
        int rows = VALUES.values().stream().mapToInt(List::size).max().orElseThrow();
        for (int row = 0; row <= rows; row++) {
            List<String> literals = new ArrayList<>();
            for (String type : types) {
                List<String> values = Optional.ofNullable(VALUES.get(type)).orElseThrow();
                literals.add(row < values.size() ? "'" + values.get(row).replace("'", "''") + "'" : "NULL");
            }
            database.execute("INSERT INTO all_types VALUES (" + String.join(", ", literals) + ")");
        }
    }

    private List<List<Optional<String>>> read(Manifest manifest) throws Exception {
        List<List<Optional<String>>> rows = new ArrayList<>();
        RowConsumer consumer = new RowConsumer() {
            @Override
            public void table(TableName table, List<String> columns, FieldFormat format) {
                assertThat(format).isEqualTo(FieldFormat.TEXT);
            }

            @Override
            public void row(Row row) {
                List<Optional<String>> values = new ArrayList<>();
                for (int field = 0; field < row.fieldCount(); field++) {
                    values.add(
                            row.isNull(field)
                                    ? Optional.empty()
                                    : Optional.of(new String(
                                            row.bytes(),
                                            row.offset(field),
                                            row.length(field),
                                            StandardCharsets.UTF_8)));
                }
                rows.add(values);
            }
        };
        try (Sink sink = runs.sink()) {
            new ReadRunner(1, runs.folder.resolve("scratch"), Map.of(), new Cancellation())
                    .read(
                            List.of(new ReadExport(
                                    manifest,
                                    new RdsParquetReader(),
                                    sink::open,
                                    ReadExport.tablesWithRows(manifest),
                                    bytes -> {})),
                            (export, run) -> run.writeTo(consumer));
        }
        return rows;
    }

    /** Return what the types' own output functions write. */
    private List<List<Optional<String>>> stored(List<String> types) throws Exception {
        List<List<Optional<String>>> rows = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'; SET extra_float_digits = 3; SET IntervalStyle = postgres;"
                    + " SET DateStyle = ISO; SET bytea_output = hex");
            String values = IntStream.range(0, types.size())
                    .mapToObj(column ->
                            "CASE WHEN num_nulls(" + name(column) + ") = 0 THEN format('%s', " + name(column) + ") END")
                    .collect(Collectors.joining(", "));
            try (ResultSet found = statement.executeQuery("SELECT " + values + " FROM all_types")) {
                while (found.next()) {
                    List<Optional<String>> row = new ArrayList<>();
                    for (int column = 1; column <= types.size(); column++) {
                        row.add(Optional.ofNullable(found.getString(column)));
                    }
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private static List<Optional<String>> canonical(CanonicalTypes types, String type, List<Optional<String>> values) {
        Comparability comparability = types.of(type, ValueForm.TEXT);
        assertThat(comparability).as(type).isInstanceOf(Comparability.Canonical.class);
        CanonicalColumn column = ((Comparability.Canonical) comparability).column(type);
        List<Optional<String>> canonical = new ArrayList<>();
        for (Optional<String> value : values) {
            canonical.add(value.map(text -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                column.accept(bytes, 0, bytes.length);
                return new String(column.bytes(), column.offset(), column.length(), StandardCharsets.UTF_8);
            }));
        }
        return canonical;
    }
}
