package dev.pgexport.snapshot;

import dev.pgexport.api.Export;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.Finding;
import dev.pgexport.api.Inspection;
import dev.pgexport.api.InspectionRequest;
import dev.pgexport.api.SourcePlugin;
import dev.pgexport.snapshot.internal.SnapshotDiagnosis;
import dev.pgexport.snapshot.internal.SnapshotInspection;
import dev.pgexport.snapshot.internal.SnapshotOpening;
import java.util.List;

/** The strategy {@code snapshot}: RDS writes the rows of a snapshot to S3 as Parquet. */
public final class SnapshotPlugin implements SourcePlugin<SnapshotSettings> {
    @Override
    public String name() {
        return "snapshot";
    }

    @Override
    public String description() {
        return "Rows as Parquet that RDS itself writes to S3 from a snapshot or an Aurora cluster, without load on the"
                + " database; no schema";
    }

    @Override
    public Class<SnapshotSettings> settings() {
        return SnapshotSettings.class;
    }

    @Override
    public Export open(SnapshotSettings settings, ExportRequest request) throws InterruptedException {
        return SnapshotOpening.open(settings, request);
    }

    @Override
    public boolean resumes() {
        return true;
    }

    @Override
    public List<Finding> diagnose(SnapshotSettings settings, ExportRequest request) throws InterruptedException {
        return SnapshotDiagnosis.of(settings, request);
    }

    @Override
    public Inspection inspect(SnapshotSettings settings, InspectionRequest request) {
        return new SnapshotInspection(request);
    }
}
