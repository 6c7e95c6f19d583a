package dev.pgexport.copy.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.Selection;
import dev.pgexport.api.manifest.Contents;
import dev.pgexport.api.manifest.LeftOut;
import dev.pgexport.copy.CopySettings;
import dev.pgexport.postgres.connection.Database;
import dev.pgexport.postgres.program.DumpArguments;
import dev.pgexport.postgres.program.PgDumpProgram;
import dev.pgexport.postgres.program.PgDumpSearch;
import dev.pgexport.postgres.program.ProgramEnvironment;
import dev.pgexport.postgres.snapshot.SnapshotCoordinator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The schema's part in an export: written by a pg_dump, not wanted, or left out for want of a pg_dump.
 *
 * @param contents which halves of the database the export holds
 * @param dump how the schema is dumped, when it is
 * @param leftOut what the manifest says when it is wanted and not there
 */
record Schema(Contents contents, Optional<Dump> dump, Optional<LeftOut> leftOut) {
    /** What dumps a schema: the program, its arguments, and where it connects to. */
    record Dump(PgDumpProgram program, List<String> command, Database database) {
        /** Return the environment; made anew each time, since a password may be good for a short time only. */
        Map<String, String> environment() {
            return environmentOf(database);
        }
    }

    static Schema of(CopySettings settings, ExportRequest request, Database database, SnapshotCoordinator coordinator)
            throws InterruptedException {
        Selection selection = request.selection();
        if (selection.dataOnly()) {
            return new Schema(Contents.DATA_ONLY, Optional.empty(), Optional.empty());
        }
        PgDumpSearch search =
                PgDumpSearch.search(settings.program(), coordinator.serverMajor(), environmentOf(database));
        if (search instanceof PgDumpSearch.Found found) {
            List<String> command = command(found.program(), settings, selection, coordinator);
            return new Schema(
                    selection.schemaOnly() ? Contents.SCHEMA_ONLY : Contents.SCHEMA_AND_DATA,
                    Optional.of(new Dump(found.program(), command, database)),
                    Optional.empty());
        }
        PgDumpSearch.Missing missing = (PgDumpSearch.Missing) search;
        if (selection.schemaOnly() || settings.program().dump().isPresent()) {
            throw new ExportException(Kind.CONFIGURATION, missing.reason()).withAdvice(missing.advice());
        }
        request.listener().warning("the schema is left out: " + missing.reason() + "; " + missing.advice());
        return new Schema(
                Contents.DATA_ONLY,
                Optional.empty(),
                Optional.of(new LeftOut("schema", coordinator.source().database(), missing.reason())));
    }

    private static List<String> command(
            PgDumpProgram program, CopySettings settings, Selection selection, SnapshotCoordinator coordinator) {
        List<String> command = new ArrayList<>(List.of(
                program.dump().toString(),
                "--format=custom",
                "--compress=0",
                "--no-password",
                "--snapshot=" + coordinator.snapshot(),
                "--lock-wait-timeout=" + settings.snapshot().lockTimeout().toMillis()));
        if (!selection.schemaOnly()) {
            command.add("--schema-only");
        }
        command.addAll(DumpArguments.of(selection));
        return List.copyOf(command);
    }

    static Map<String, String> environmentOf(Database database) {
        return ProgramEnvironment.of(Map.of(), database.childEnvironment());
    }

    Optional<ExportObject> object(Workers workers) {
        return dump.map(known -> new SchemaObject(workers, known));
    }
}
