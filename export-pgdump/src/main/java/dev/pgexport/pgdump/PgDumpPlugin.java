package dev.pgexport.pgdump;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.Finding;
import dev.pgexport.api.Inspection;
import dev.pgexport.api.InspectionRequest;
import dev.pgexport.api.SourcePlugin;
import dev.pgexport.api.SourceState;
import dev.pgexport.postgres.connection.Database;
import dev.pgexport.postgres.program.PgDumpProgram;
import dev.pgexport.postgres.program.ProgramEnvironment;
import dev.pgexport.postgres.program.ScratchFolder;
import dev.pgexport.postgres.snapshot.SnapshotCoordinator;
import dev.pgexport.postgres.snapshot.SourceLook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The strategy {@code pgdump}: what PostgreSQL's own pg_dump writes, checked to be whole as it passes. */
public final class PgDumpPlugin implements SourcePlugin<PgDumpSettings> {
    @Override
    public String name() {
        return "pgdump";
    }

    @Override
    public String description() {
        return "Runs pg_dump in a snapshot of its own and checks that its output is whole; pg_restore or psql restore it";
    }

    @Override
    public Class<PgDumpSettings> settings() {
        return PgDumpSettings.class;
    }

    @Override
    public Export open(PgDumpSettings settings, ExportRequest request) throws InterruptedException {
        Database database = Database.resolve(settings.connection(), request.environment(), request.authentication());
        SnapshotCoordinator coordinator = SnapshotCoordinator.open(database, settings.snapshot(), request);
        try {
            PgDumpProgram program = PgDumpProgram.find(
                    settings.programs(),
                    coordinator.serverMajor(),
                    ProgramEnvironment.of(request.environment(), Map.of()));
            DumpCommand command = new DumpCommand(program, settings, request.selection(), coordinator.snapshot());
            Snapshot snapshot = new Snapshot(coordinator, database, request.cancellation());
            return settings.mode() == PgDumpMode.STAGED
                    ? StagedExport.open(snapshot, command, request)
                    : new PipedExport(snapshot, command, settings.mode(), request.selection());
        } catch (ExportException | InterruptedException | Error e) {
            coordinator.close();
            throw e;
        }
    }

    @Override
    public boolean readsSharedSnapshots() {
        return true;
    }

    @Override
    public boolean loadable(PgDumpSettings settings) {
        return settings.mode() == PgDumpMode.STREAM;
    }

    @Override
    public Optional<SourceState> look(PgDumpSettings settings, ExportRequest request) throws InterruptedException {
        Database database = Database.resolve(settings.connection(), request.environment(), request.authentication());
        return Optional.of(SourceLook.of(database, settings.snapshot(), request));
    }

    @Override
    public List<Finding> diagnose(PgDumpSettings settings, ExportRequest request) throws InterruptedException {
        return new Diagnosis(settings, request).findings();
    }

    @Override
    public List<Path> clean(Path scratch) throws IOException {
        return ScratchFolder.clean(scratch);
    }

    @Override
    public Inspection inspect(PgDumpSettings settings, InspectionRequest request) {
        return new PgDumpInspection(settings.programs(), request);
    }
}
