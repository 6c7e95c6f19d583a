package dev.pgexport.postgres.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a sequence's own relation says; pg_sequences hides the value of one that was never called.
 *
 * @param lastValue as setval() takes it
 * @param isCalled whether {@code lastValue} was handed out already
 */
record SequenceValues(long lastValue, boolean isCalled) {
    private static final int BATCH = 200;

    static Map<Long, SequenceValues> read(Connection connection, List<Relation> sequences) throws SQLException {
        Map<Long, SequenceValues> values = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            for (int i = 0; i < sequences.size(); i += BATCH) {
                String query = sequences.subList(i, Math.min(i + BATCH, sequences.size())).stream()
                        .map(sequence -> "SELECT " + sequence.oid() + "::pg_catalog.int8, last_value, is_called FROM "
                                + SqlIdentifier.quote(sequence.name()))
                        .collect(Collectors.joining(" UNION ALL "));
                try (ResultSet rows = statement.executeQuery(query)) {
                    while (rows.next()) {
                        values.put(rows.getLong(1), new SequenceValues(rows.getLong(2), rows.getBoolean(3)));
                    }
                }
            }
        }
        return values;
    }
}
