package dev.pgexport.restore;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.engine.read.CheckedExport;
import dev.pgexport.engine.read.ReadRunner;
import dev.pgexport.engine.work.SharedWork;
import dev.pgexport.postgres.program.ScratchFolder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Restores definitions from an archive, or none, and rows by COPY. */
final class RowsRestore {
    private static final Logger LOG = LoggerFactory.getLogger(RowsRestore.class);

    private final RestoreRequest request;
    private final Manifest manifest;
    private final Wanted wanted;
    private final Target target;
    private final List<String> warnings;
    private final CheckedExport objects;

    RowsRestore(RestoreRequest request, Wanted wanted, Target target, List<String> warnings) {
        this.request = request;
        this.manifest = request.export().manifest();
        this.wanted = wanted;
        this.target = target;
        this.warnings = warnings;
        this.objects = new CheckedExport(manifest, request.export().stored(), request.progress()::read);
    }

    /** Restore it; return whether an interrupted restore was gone on with. */
    boolean restore(Optional<StoredDump> dump) throws IOException, InterruptedException {
        if (request.options().dataOnly()) {
            fill();
            return false;
        }
        RestorableExport definitions = request.schemaFrom().orElse(request.export());
        StoredDump archive = dump.orElseThrow(() -> new ExportException(
                        Kind.CONFIGURATION,
                        "the export " + definitions.manifest().id() + " has no definitions")
                .withAdvice("perhaps give --schema-from another export, or make the tables and give --data-only"));
        Wanted defined = Wanted.of(definitions.manifest(), request.options().tables());
        TargetCheck check = new TargetCheck(target, defined);
        Optional<RestoreRecord> found = RestoreRecord.find(target, manifest.id(), request.options());
        if (found.isEmpty()) {
            check.requireNone();
        }
        try (ScratchFolder scratch = ScratchFolder.create(request.scratch())) {
            Programs programs = new Programs(
                    request.settings().program(), request.environment(), target.database(), request.cancellation());
            StagedArchive staged =
                    new SchemaStage(definitions, request.progress()).stage(scratch.path(), archive, defined);
            Archive sections = new Archive(programs, programs.restore(), staged, request.options(), request.jobs());
            RestoreRecord record = found.orElseGet(() -> RestoreRecord.begin(target, manifest.id(), request.options()));
            Definitions steps = new Definitions(sections, record, check, request.progress());
            try {
                steps.beforeRows();
                rows(new RowsTarget(target, Optional.of(record)));
                if (request.schemaFrom().isEmpty()) {
                    sections.sequences();
                }
                steps.afterRows();
                request.progress().step("materialized views");
                new MaterializedViews(target).refresh(wanted.materializedViews());
            } catch (ExportException e) {
                throw resumable(e);
            }
            record.remove();
            return record.resumed();
        }
    }

    private void fill() throws IOException, InterruptedException {
        TargetCheck check = new TargetCheck(target, wanted);
        check.requireAll(request.options().existing());
        Triggers.silence(target, wanted);
        if (request.options().existing() == RestoreOptions.Existing.TRUNCATE) {
            check.truncate();
        }
        try {
            rows(new RowsTarget(target, Optional.empty()));
        } catch (InterruptedException | IOException | RuntimeException e) {
            LOG.warn("the restore did not come to its end: its tables are emptied again");
            emptyAgain(check, e);
            throw e;
        }
        request.progress().step("materialized views");
        Set<TableName> there = target.relations().keySet();
        new MaterializedViews(target)
                .refresh(wanted.materializedViews().stream()
                        .filter(there::contains)
                        .toList());
    }

    /** What cannot be taken back must not hide why. */
    private static void emptyAgain(TargetCheck check, Exception failure) {
        try {
            check.truncate();
        } catch (ExportException e) {
            failure.addSuppressed(e);
        }
    }

    private void rows(RowsTarget rows) throws IOException, InterruptedException {
        request.progress().step("rows");
        Optional<CopyForm> form = CopyForm.of(manifest);
        try {
            if (form.isPresent()) {
                new CopyObjects(manifest, objects, form.get(), rows)
                        .load(wanted, new SharedWork("load", request.jobs(), request.cancellation()));
            } else if (!wanted.withRows().isEmpty()) {
                new ReadRows(request.export(), rows, request.progress())
                        .load(
                                wanted,
                                new ReadRunner(
                                        request.jobs(),
                                        request.scratch(),
                                        request.environment(),
                                        request.cancellation()));
            }
        } catch (ExportException e) {
            if (e.kind() == Kind.INTEGRITY && rows.record().isPresent()) {
                new PartialTables(target, rows.record().get()).empty(wanted);
            }
            throw e;
        }
        if (wanted.everything()) {
            for (ManifestObject object : LargeObjects.find(manifest.objects())) {
                new LargeObjects(objects, rows).load(object, form.orElse(CopyForm.CSV));
            }
        }
        Optional<ManifestObject> sequences = Sequences.find(manifest.objects());
        if (sequences.isPresent()) {
            Set<TableName> owned = wanted.everything() ? Set.of() : new OwnedSequences(target).of(wanted.names());
            warnings.addAll(new Sequences(objects, target)
                    .set(sequences.get(), name -> wanted.everything() || owned.contains(name)));
        }
    }

    private static ExportException resumable(ExportException failure) {
        return failure.withAdvice(failure.advice().map(advice -> advice + "; ").orElse("")
                + "what is restored so far stays in the database, and the same command goes on with it");
    }
}
