package dev.pgexport.copy;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.Finding;
import dev.pgexport.api.Inspection;
import dev.pgexport.api.InspectionRequest;
import dev.pgexport.api.SourcePlugin;
import dev.pgexport.api.SourceState;
import dev.pgexport.copy.internal.CopyExport;
import dev.pgexport.copy.internal.CopyInspection;
import dev.pgexport.copy.internal.Diagnosis;
import dev.pgexport.postgres.connection.Database;
import dev.pgexport.postgres.snapshot.SourceLook;
import java.util.List;
import java.util.Optional;

/** The strategy {@code copy}: rows by COPY over several connections that share one snapshot. */
public final class CopyPlugin implements SourcePlugin<CopySettings> {
    @Override
    public String name() {
        return "copy";
    }

    @Override
    public String description() {
        return "Rows of each table by COPY, as CSV, text or binary, in parts over several connections; the schema by pg_dump";
    }

    @Override
    public Class<CopySettings> settings() {
        return CopySettings.class;
    }

    @Override
    public Export open(CopySettings settings, ExportRequest request) throws InterruptedException {
        return CopyExport.open(settings, request);
    }

    @Override
    public boolean readsSharedSnapshots() {
        return true;
    }

    @Override
    public boolean loadable(CopySettings settings) {
        return true;
    }

    @Override
    public Optional<SourceState> look(CopySettings settings, ExportRequest request) throws InterruptedException {
        Database database = Database.resolve(settings.connection(), request.environment(), request.authentication());
        return Optional.of(SourceLook.of(database, settings.snapshot(), request));
    }

    @Override
    public List<Finding> diagnose(CopySettings settings, ExportRequest request) throws InterruptedException {
        return Diagnosis.of(settings, request);
    }

    @Override
    public Inspection inspect(CopySettings settings, InspectionRequest request) {
        return new CopyInspection(settings, request);
    }
}
