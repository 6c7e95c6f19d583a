package dev.pgexport.copy.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.postgres.snapshot.SnapshotCoordinator;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Runs COPY ... TO STDOUT and passes on what the server sends. */
final class CopyStream {
    /** Rows are small and what they are written to works best on large pieces. */
    private static final int BUFFER = 128 * 1024;

    /** What a server says of a row that does not fit in a message of its protocol: program_limit_exceeded. */
    private static final String LIMIT_EXCEEDED = "54000";

    /** What it says of a value whose text does not fit in 1 GB; of damaged rows it says so with absurd sizes. */
    private static final Pattern TOO_MUCH_MEMORY =
            Pattern.compile("invalid memory alloc request size [1-9]\\d{9}(?!\\d)");

    private final SnapshotCoordinator coordinator;
    private final Workers workers;

    CopyStream(SnapshotCoordinator coordinator, Workers workers) {
        this.coordinator = coordinator;
        this.workers = workers;
    }

    /**
     * Copy to {@code out}, which is neither flushed nor closed.
     *
     * @param command the COPY command
     * @param subject what is copied, for messages: as in {@code table public.moves}
     * @param oids the tables that the command reads
     * @return how many rows the server says it sent
     */
    long copy(String command, String subject, List<Long> oids, OutputStream out)
            throws IOException, InterruptedException {
        try (Worker worker = workers.lend()) {
            try {
                long rows = copy(worker, command, out);
                worker.succeed();
                return rows;
            } catch (SQLException e) {
                worker.requireRunning();
                throw failure(e, subject, oids);
            } catch (OutOfMemoryError e) {
                throw tooBig(
                                subject,
                                "this program's memory, "
                                        + (Runtime.getRuntime().maxMemory() >> 20) + " MiB",
                                e)
                        .withAdvice("perhaps give it more, as in JAVA_OPTS=-Xmx4g: a row passes through memory whole");
            } catch (IOException | RuntimeException e) {
                worker.requireRunning();
                throw e;
            }
        }
    }

    private static long copy(Worker worker, String command, OutputStream out)
            throws SQLException, IOException, InterruptedException {
        CopyOut copy =
                worker.connection().unwrap(PGConnection.class).getCopyAPI().copyOut(command);
        byte[] buffer = new byte[BUFFER];
        int filled = 0;
        while (filled >= 0) {
            filled = copyRow(copy, worker, buffer, filled, out);
        }
        return copy.getHandledRowCount();
    }

    /**
     * Copy one row, by way of the buffer. In a method of its own, so that nobody holds a big row any more while the next is
     * received.
     *
     * @param filled how much of the buffer holds rows that were not written yet
     * @return how much it is now; negative after the last row, when all is written
     */
    private static int copyRow(CopyOut copy, Worker worker, byte[] buffer, int filled, OutputStream out)
            throws SQLException, IOException, InterruptedException {
        byte[] row = copy.readFromCopy();
        if (row == null) {
            out.write(buffer, 0, filled);
            return -1;
        }
        int kept = filled;
        if (row.length > buffer.length - kept) {
            worker.requireRunning();
            out.write(buffer, 0, kept);
            kept = 0;
        }
        if (row.length > buffer.length) {
            out.write(row, 0, row.length);
            return kept;
        }
        System.arraycopy(row, 0, buffer, kept, row.length);
        return kept + row.length;
    }

    private ExportException failure(SQLException failure, String subject, List<Long> oids) throws InterruptedException {
        if (LIMIT_EXCEEDED.equals(failure.getSQLState())
                || TOO_MUCH_MEMORY.matcher(String.valueOf(failure.getMessage())).find()) {
            return tooBig(subject, "what PostgreSQL can send: " + failure.getMessage(), failure)
                    .withAdvice(
                            "perhaps use --copy-format binary, in which bytea takes half the room, or leave its rows"
                                    + " out with --exclude-table-data");
        }
        return coordinator.failure(failure, "copy " + subject, oids);
    }

    private static ExportException tooBig(String subject, String limit, Throwable cause) {
        return new ExportException(Kind.CONFIGURATION, "a row of " + subject + " is too big for " + limit, cause);
    }
}
