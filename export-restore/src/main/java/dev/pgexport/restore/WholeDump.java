package dev.pgexport.restore;

import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.engine.read.CheckedExport;
import dev.pgexport.engine.work.SharedWork;
import dev.pgexport.postgres.program.ScratchFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Restores everything that pg_dump wrote, as PostgreSQL's own programs do. */
final class WholeDump {
    private final RestoreRequest request;
    private final Wanted wanted;
    private final Target target;
    private final Programs programs;
    private final CheckedExport objects;
    private final TargetCheck check;

    WholeDump(RestoreRequest request, Wanted wanted, Target target) {
        this.request = request;
        this.wanted = wanted;
        this.target = target;
        this.programs = new Programs(
                request.settings().program(), request.environment(), target.database(), request.cancellation());
        this.objects =
                new CheckedExport(request.export().manifest(), request.export().stored(), request.progress()::read);
        this.check = new TargetCheck(target, wanted);
    }

    /** Restore it; return whether an interrupted restore was gone on with. */
    boolean restore(StoredDump dump) throws IOException, InterruptedException {
        RestoreOptions options = request.options();
        Manifest manifest = request.export().manifest();
        Optional<RestoreRecord> record = RestoreRecord.find(target, manifest.id(), options);
        if (record.isEmpty()) {
            prepare(options);
        }
        if (dump instanceof StoredDump.Directory directory) {
            return staged(directory, record);
        } else if (dump instanceof StoredDump.Custom custom && options.stage() && !options.dataOnly()) {
            return staged(custom, record);
        }
        stream(dump);
        return false;
    }

    private void prepare(RestoreOptions options) {
        if (!options.dataOnly()) {
            check.requireNone();
            return;
        }
        check.requireAll(options.existing());
        Triggers.silence(target, wanted);
        if (options.existing() == RestoreOptions.Existing.TRUNCATE) {
            check.truncate();
        }
    }

    private void stream(StoredDump dump) throws IOException, InterruptedException {
        request.progress().step("definitions and rows");
        DumpRestore streaming = new DumpRestore(
                programs, objects, request.options(), target.sessions().actsAsReplica());
        if (dump instanceof StoredDump.Custom custom) {
            streaming.archive(custom.archive());
        } else if (dump instanceof StoredDump.Plain plain) {
            streaming.script(plain.script());
        } else {
            throw new IllegalStateException("cannot be streamed: " + dump);
        }
    }

    private boolean staged(StoredDump dump, Optional<RestoreRecord> found) throws IOException, InterruptedException {
        try (ScratchFolder scratch = ScratchFolder.create(request.scratch())) {
            request.progress().step("staging");
            StagedArchive staged = stage(scratch, dump);
            if (request.options().dataOnly()) {
                request.progress().step("rows");
                List<String> command =
                        new ArrayList<>(Archive.command(programs, programs.restore(), request.options()));
                command.addAll(List.of("--single-transaction", "--data-only"));
                command.addAll(staged.arguments());
                programs.run(command, target.sessions().actsAsReplica());
                return false;
            }
            RestoreRecord record = found.orElseGet(() ->
                    RestoreRecord.begin(target, request.export().manifest().id(), request.options()));
            Archive archive = new Archive(programs, programs.restore(), staged, request.options(), request.jobs());
            Definitions definitions = new Definitions(archive, record, check, request.progress());
            definitions.beforeRows();
            definitions.rows();
            definitions.afterRows();
            record.remove();
            return record.resumed();
        }
    }

    private StagedArchive stage(ScratchFolder scratch, StoredDump dump) throws IOException, InterruptedException {
        if (dump instanceof StoredDump.Custom custom) {
            return StagedArchive.ofObject(scratch.path(), objects, custom.archive());
        }
        List<ManifestObject> files = ((StoredDump.Directory) dump).files();
        return StagedArchive.ofFiles(
                scratch.path(), objects, files, new SharedWork("stage", request.jobs(), request.cancellation()));
    }
}
