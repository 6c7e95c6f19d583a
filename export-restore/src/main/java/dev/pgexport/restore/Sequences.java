package dev.pgexport.restore;

import dev.pgexport.api.ObjectName;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.read.DecodedObjects;
import dev.pgexport.postgres.catalog.SqlIdentifier;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.postgresql.PGConnection;

/** Sets sequences to the values that the strategy copy stored. Doing it twice does no harm. */
final class Sequences {
    private static final ObjectName NAME = ObjectName.of("sequences", "values.csv");
    private static final String LOADED = "pg_temp.pgexport_sequences";

    private final DecodedObjects objects;
    private final Target target;

    Sequences(DecodedObjects objects, Target target) {
        this.objects = objects;
        this.target = target;
    }

    static Optional<ManifestObject> find(List<ManifestObject> objects) {
        return objects.stream()
                .filter(object -> StoredDump.decodedName(object).equals(NAME.value()))
                .findFirst();
    }

    /**
     * Set those that are wanted, all or none.
     *
     * @return warnings of those that the database does not have
     */
    List<String> set(ManifestObject object, Predicate<TableName> wanted) throws IOException, InterruptedException {
        return target.sessions().transact("set the sequences", connection -> {
            try (InputStream in = objects.open(object)) {
                connection.unwrap(PGConnection.class).getCopyAPI().copyIn(prepare(connection), in);
            }
            return set(connection, wanted);
        });
    }

    /** Make room for the values until the transaction ends; return the COPY that takes them. */
    static String prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE pgexport_sequences (schema text, name text, last_value bigint,"
                    + " is_called boolean) ON COMMIT DROP");
        }
        return "COPY " + LOADED + " FROM STDIN (FORMAT csv, HEADER true)";
    }

    /** Set those whose values were copied and that are wanted; return warnings of those that the database does not have. */
    static List<String> set(Connection connection, Predicate<TableName> wanted) throws SQLException {
        List<String> warnings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT schema, name, last_value, is_called,"
                        + " pg_catalog.to_regclass(pg_catalog.format('%I.%I', schema, name)) IS NOT NULL FROM "
                        + LOADED);
                PreparedStatement set =
                        connection.prepareStatement("SELECT pg_catalog.setval(?::pg_catalog.regclass, ?, ?)")) {
            while (rows.next()) {
                TableName sequence = new TableName(rows.getString(1), rows.getString(2));
                if (!wanted.test(sequence)) {
                    continue;
                }
                if (!rows.getBoolean(5)) {
                    warnings.add("there is no sequence " + sequence + ", whose value was not set");
                    continue;
                }
                set.setString(1, SqlIdentifier.quote(sequence));
                set.setLong(2, rows.getLong(3));
                set.setBoolean(3, rows.getBoolean(4));
                set.execute();
            }
        }
        return warnings;
    }
}
