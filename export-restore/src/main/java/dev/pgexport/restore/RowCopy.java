package dev.pgexport.restore;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import dev.pgexport.api.read.FieldFormat;
import dev.pgexport.api.read.Row;
import dev.pgexport.api.read.RowConsumer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Takes rows of a reader and gives them to COPY, each table's in turn. */
final class RowCopy implements RowConsumer {
    private final Connection connection;

    @Nullable private Running running;

    RowCopy(Connection connection) {
        this.connection = connection;
    }

    /** A COPY that goes on. */
    private static final class Running {
        private final TableName table;
        private final CopyIn copy;
        private final CopyBuffer buffer;
        private long rows;

        Running(TableName table, CopyIn copy, CopyBuffer buffer) {
            this.table = table;
            this.copy = copy;
            this.buffer = buffer;
        }

        void add(Row row) throws SQLException {
            buffer.add(row);
            rows++;
            if (buffer.isFull()) {
                flush();
            }
        }

        void flush() throws SQLException {
            copy.writeToCopy(buffer.bytes(), 0, buffer.length());
            buffer.clear();
        }

        void end() throws SQLException {
            buffer.end();
            flush();
            long taken = copy.endCopy();
            if (taken != rows) {
                throw new ExportException(
                        Kind.INTEGRITY, "the server took " + taken + " rows of " + table + ", and was given " + rows);
            }
        }
    }

    @Override
    public void table(TableName table, List<String> columns, FieldFormat format) {
        finish();
        boolean binary = format == FieldFormat.BINARY;
        String statement = CopyStatement.of(table, columns, binary ? "FORMAT binary" : "FORMAT text");
        try {
            running = new Running(
                    table,
                    connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement),
                    new CopyBuffer(binary));
        } catch (SQLException e) {
            throw RestoreFailure.of(e, "load " + table);
        }
    }

    @Override
    public void row(Row row) {
        Running current = running;
        if (current == null) {
            throw new IllegalStateException("a row of no table");
        }
        try {
            current.add(row);
        } catch (SQLException e) {
            throw RestoreFailure.of(e, "load " + current.table);
        }
    }

    /** Say that all rows came. */
    void finish() {
        Running last = running;
        running = null;
        if (last != null) {
            try {
                last.end();
            } catch (SQLException e) {
                throw RestoreFailure.of(e, "load " + last.table);
            }
        }
    }
}
