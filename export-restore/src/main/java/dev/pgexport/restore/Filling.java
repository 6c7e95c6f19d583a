package dev.pgexport.restore;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.LoadRequest;
import dev.pgexport.api.Loading;
import dev.pgexport.api.ObjectContent;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.TableName;
import dev.pgexport.api.Written;
import dev.pgexport.api.manifest.Contents;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestTable;
import dev.pgexport.engine.work.SharedWork;
import dev.pgexport.postgres.catalog.SqlIdentifier;
import dev.pgexport.postgres.program.ScratchFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** One attempt to fill a database: each object in a transaction of its own, and what comes after the rows at the end. */
final class Filling implements AutoCloseable {
    private final LoadRequest request;
    private final LoadRecord record;
    private final Archives archives;
    private final boolean mayActAsReplica;
    private final Sessions sessions;
    private final ScratchFolder scratch;
    private final CountDownLatch defined = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<TableName, Long> loaded = new ConcurrentHashMap<>();
    private volatile Optional<Archive> definitions = Optional.empty();

    Filling(LoadRequest request, LoadRecord record, Archives archives) throws InterruptedException {
        this.request = request;
        this.record = record;
        this.archives = archives;
        this.mayActAsReplica = record.target().silenceEventTriggers();
        this.sessions = new Sessions(record.target().database());
        this.scratch = ScratchFolder.create(request.scratch());
    }

    void definitions(ObjectName name, Loading.Writer writer) throws IOException, InterruptedException {
        definitions = Optional.of(archives.definitions(scratch.path().resolve("archive"), writer));
        defined.countDown();
    }

    /** Load everything at once; the tables are counted, since pg_restore does not say how many rows it has loaded. */
    void dump(ObjectName name, Loading.Writer writer) throws IOException, InterruptedException {
        Written written = archives.whole(writer, mayActAsReplica);
        SharedWork work = new SharedWork("count", request.jobs(), request.cancellation());
        work.run(written.rows().keySet().iterator(), this::count, sessions::abort);
    }

    private void count(TableName table) throws InterruptedException {
        try {
            loaded.put(table, sessions.transact("count the rows of " + table, connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery(
                                "SELECT pg_catalog.count(*) FROM ONLY " + SqlIdentifier.quote(table))) {
                    row.next();
                    return row.getLong(1);
                }
            }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void rows(ObjectName name, ObjectContent.Rows rows, Loading.Writer writer)
            throws IOException, InterruptedException {
        String statement = CopyStatement.of(rows.table(), rows.columns(), rows.options());
        long taken = transact(name, connection -> statement, writer, (connection, written, count) -> {
            long given = written.rows().getOrDefault(rows.table(), 0L);
            if (count != given) {
                throw new ExportException(
                        Kind.INTEGRITY,
                        name + " has " + given + " rows of " + rows.table() + ", and " + record.target() + " took "
                                + count);
            }
        });
        loaded.merge(rows.table(), taken, Math::addExact);
    }

    void sequences(ObjectName name, Loading.Writer writer) throws IOException, InterruptedException {
        transact(
                name,
                Sequences::prepare,
                writer,
                (connection, written, count) ->
                        Sequences.set(connection, sequence -> true).forEach(request.listener()::warning));
    }

    void largeObjects(ObjectName name, ObjectContent.LargeObjects content, Loading.Writer writer)
            throws IOException, InterruptedException {
        transact(
                name,
                connection -> LargeObjects.prepare(connection, content.options()),
                writer,
                (connection, written, count) -> LargeObjects.make(connection));
    }

    /** Prepares a transaction. */
    private interface Preparation {
        /** Return the COPY statement. */
        String prepare(Connection connection) throws SQLException;
    }

    /** Ends a transaction. */
    private interface End {
        /** Do what is to be done before the commit. */
        void end(Connection connection, Written written, long count) throws SQLException;
    }

    /** Give an object to COPY in one transaction; return how many rows the server took. */
    private long transact(ObjectName name, Preparation preparation, Loading.Writer writer, End end)
            throws IOException, InterruptedException {
        awaitDefinitions(name);
        return sessions.transact("load " + name, connection -> {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(preparation.prepare(connection));
            Written written;
            try {
                written = writer.writeTo(new CopyInStream(copy));
            } catch (CopyInStream.Refused e) {
                throw e.failure();
            }
            long count = copy.endCopy();
            end.end(connection, written, count);
            if (!LoadRecord.record(connection, name)) {
                // An earlier attempt's commit came through, though its answer did not.
                connection.rollback();
            }
            return count;
        });
    }

    private void awaitDefinitions(ObjectName name) throws InterruptedException {
        if (defined.getCount() == 0) {
            return;
        }
        if (waiting.incrementAndGet() == request.jobs()) {
            throw new ExportException(Kind.INTEGRITY, "the strategy gives " + name + " before definitions of tables");
        }
        defined.await();
        waiting.decrementAndGet();
    }

    void complete(Manifest manifest) throws IOException, InterruptedException {
        requireRows(manifest);
        Target target = record.target();
        if (definitions.isPresent()) {
            request.listener().progress("indexes and constraints", 0);
            definitions.get().parallel(Archive.Section.POST_DATA, false);
            if (request.description().contents() != Contents.SCHEMA_ONLY) {
                List<TableName> views = new Wanted(manifest.tables(), true).materializedViews();
                new MaterializedViews(target).refresh(views);
            }
        }
        record.remove();
    }

    private void requireRows(Manifest manifest) {
        for (ManifestTable table : manifest.tables()) {
            TableName name = table.description().name();
            long expected = table.rows().orElse(0);
            long found = loaded.getOrDefault(name, 0L);
            if (table.rows().isPresent() && expected != found) {
                throw new ExportException(
                        Kind.INTEGRITY,
                        record.target() + " has " + found + " rows of " + name + ", and the export " + expected);
            }
        }
    }

    /** End what goes on; from any thread. */
    void abort() {
        sessions.abort();
    }

    @Override
    public void close() {
        sessions.close();
        scratch.close();
    }
}
