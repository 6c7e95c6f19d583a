package dev.pgexport.copy;

import dev.pgexport.api.ObjectName;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.ColumnDescription;
import dev.pgexport.api.manifest.TableDescription;
import dev.pgexport.testkit.ExportRecording;
import dev.pgexport.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/** Loads what was exported into a database that has the tables already. */
final class Loading {
    private Loading() {}

    static void load(ExportRecording recording, CopyFormat format, TestDatabase target)
            throws SQLException, IOException {
        Map<TableName, TableDescription> tables = recording.description().tables().stream()
                .collect(Collectors.toMap(TableDescription::name, Function.identity()));
        try (Connection connection = target.connect()) {
            for (ExportRecording.Recorded object : recording.objects().values()) {
                for (TableName table : object.written().rows().keySet()) {
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn(
                                    "COPY " + sqlName(table) + columns(tables.get(table)) + " FROM STDIN ("
                                            + format.options() + ")",
                                    new ByteArrayInputStream(object.bytes()));
                }
            }
        }
    }

    static void load(ExportRecording recording, ObjectName name, String command, TestDatabase target)
            throws SQLException, IOException {
        load(recording.objects().get(name), command, target);
    }

    static void load(ExportRecording.Recorded object, String command, TestDatabase target)
            throws SQLException, IOException {
        try (Connection connection = target.connect()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(command, new ByteArrayInputStream(object.bytes()));
        }
    }

    /** Return a digest of each table's own rows, as text and in no order of theirs. */
    static Map<TableName, String> digests(ExportRecording recording, TestDatabase database) {
        Map<TableName, String> digests = new TreeMap<>();
        for (TableName table : recording.rows().keySet()) {
            digests.put(
                    table,
                    database.query("SELECT count(*) || ' rows ' || coalesce(md5(string_agg(row_text, E'\\n' ORDER BY"
                                    + " row_text COLLATE \"C\")), '') FROM (SELECT (t.*)::text AS row_text FROM ONLY "
                                    + sqlName(table) + " t) AS rows")
                            .get(0));
        }
        return digests;
    }

    static String sqlName(TableName table) {
        return quoted(table.schema()) + "." + quoted(table.name());
    }

    private static String columns(TableDescription table) {
        String columns = table.columns().stream()
                .filter(column -> !column.generated())
                .map(ColumnDescription::name)
                .map(Loading::quoted)
                .collect(Collectors.joining(", "));
        return columns.isEmpty() ? "" : " (" + columns + ")";
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
