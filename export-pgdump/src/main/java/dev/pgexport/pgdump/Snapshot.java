package dev.pgexport.pgdump;

import dev.pgexport.api.CancellationToken;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.Selection;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.Contents;
import dev.pgexport.api.manifest.ExportDescription;
import dev.pgexport.postgres.catalog.CatalogTable;
import dev.pgexport.postgres.connection.Database;
import dev.pgexport.postgres.program.ChildProcess;
import dev.pgexport.postgres.program.ExitStatus;
import dev.pgexport.postgres.program.ProgramEnvironment;
import dev.pgexport.postgres.snapshot.SnapshotCoordinator;
import java.util.List;
import java.util.Map;

/** The snapshot that pg_dump reads, and the programs that read it: they end when it does. Thread-safe. */
final class Snapshot implements AutoCloseable {
    private final SnapshotCoordinator coordinator;
    private final Database database;
    private final CancellationToken.Registration cancellation;
    private final RunningPrograms programs = new RunningPrograms();
    private volatile boolean lost;

    Snapshot(SnapshotCoordinator coordinator, Database database, CancellationToken token) {
        this.coordinator = coordinator;
        this.database = database;
        this.cancellation = token.onCancel(programs::cancel);
        coordinator.onLost(this::lose);
    }

    ExportDescription describe(Selection selection, PgDumpMode mode) {
        ExportDescription description = new ExportDescription(
                        coordinator.source(),
                        coordinator.consistency(),
                        contents(selection),
                        coordinator.catalog().descriptions(),
                        coordinator.catalog().leftOut())
                .withTypes(coordinator.catalog().types());
        return selection.schemaOnly() ? description : description.withReader(mode.reader());
    }

    private static Contents contents(Selection selection) {
        if (selection.dataOnly()) {
            return Contents.DATA_ONLY;
        }
        return selection.schemaOnly() ? Contents.SCHEMA_ONLY : Contents.SCHEMA_AND_DATA;
    }

    String databaseName() {
        return coordinator.source().database();
    }

    List<TableName> tablesWithData() {
        return coordinator.catalog().tables().stream()
                .filter(CatalogTable::data)
                .map(CatalogTable::name)
                .toList();
    }

    /** Return about how many bytes the rows take in the database. */
    long bytes() {
        return ScratchRoom.databaseBytes(coordinator.catalog());
    }

    /**
     * Start a program on this database; {@link #ended} has to say that it ended.
     *
     * @throws InterruptedException when this was closed
     */
    ChildProcess start(List<String> command) throws InterruptedException {
        return programs.start(
                () -> ChildProcess.start(command, ProgramEnvironment.of(Map.of(), database.childEnvironment())));
    }

    void ended(ChildProcess child) {
        programs.ended(child);
    }

    void requireOpen() throws InterruptedException {
        programs.requireOpen();
    }

    /** Return what a failure means: the snapshot's loss, where it was lost. */
    ExportException explain(ExportException failure) {
        try {
            coordinator.confirm();
            return failure;
        } catch (ExportException lost) {
            lost.addSuppressed(failure);
            return lost;
        }
    }

    /**
     * Wait for a program's end.
     *
     * @throws ExportException when it was stopped because the snapshot is lost
     * @throws InterruptedException when it was stopped otherwise
     */
    ExitStatus await(ChildProcess child) throws InterruptedException {
        try {
            return child.await();
        } catch (InterruptedException e) {
            requireOpen();
            if (lost) {
                coordinator.confirm();
            }
            throw e;
        }
    }

    void confirm() {
        coordinator.confirm();
    }

    private void lose() {
        lost = true;
        programs.cancel();
    }

    @Override
    public void close() {
        cancellation.close();
        programs.close();
        coordinator.close();
    }
}
