package dev.pgexport.restore;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.engine.read.CheckedExport;
import java.io.IOException;
import java.nio.file.Path;

/** Puts into scratch space what of an export pg_restore needs to make definitions. */
final class SchemaStage {
    private final RestorableExport export;
    private final CheckedExport objects;

    SchemaStage(RestorableExport export, RestoreProgress progress) {
        this.export = export;
        this.objects = new CheckedExport(export.manifest(), export.stored(), progress::read);
    }

    StagedArchive stage(Path folder, StoredDump dump) throws IOException, InterruptedException {
        if (dump instanceof StoredDump.SchemaAlone schema) {
            return StagedArchive.ofObject(folder, objects, schema.archive());
        }
        throw new ExportException(
                        Kind.CONFIGURATION,
                        "the definitions of some tables cannot be taken out of the export "
                                + export.manifest().id())
                .withAdvice("perhaps make the tables, and give --data-only");
    }
}
