package dev.pgexport.pgdump;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.Inspection;
import dev.pgexport.api.InspectionRequest;
import dev.pgexport.api.TableName;
import dev.pgexport.api.Written;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.postgres.archive.ArchiveWalker;
import dev.pgexport.postgres.archive.DumpWalker;
import dev.pgexport.postgres.archive.PlainDumpWalker;
import dev.pgexport.postgres.program.ProgramSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads dumps again: their own structure, their rows, and what pg_restore makes of them. */
final class PgDumpInspection implements Inspection {
    private static final int BUFFER = 128 * 1024;

    private final RunningPrograms programs = new RunningPrograms();
    private final RestoreCheck restore;
    private final ReassembledDirectory directory;

    PgDumpInspection(ProgramSettings settings, InspectionRequest request) {
        this.restore = new RestoreCheck(settings, request.environment(), programs);
        this.directory = new ReassembledDirectory(request, restore);
    }

    @Override
    public Written inspect(ManifestObject object, InputStream decoded) throws IOException, InterruptedException {
        String file = DumpNames.file(object);
        if (DumpNames.isSql(file)) {
            return walk(object, decoded, new PlainDumpWalker(), Optional.empty());
        }
        if (DumpNames.isArchive(file)) {
            return archive(object, decoded);
        }
        return directory.inspect(object, file, decoded);
    }

    private Written archive(ManifestObject object, InputStream decoded) throws IOException, InterruptedException {
        Optional<RestoreCheck.Piped> piped = restore.pipe();
        try {
            return walk(object, decoded, new ArchiveWalker(), piped);
        } finally {
            piped.ifPresent(RestoreCheck.Piped::close);
        }
    }

    private Written walk(
            ManifestObject object, InputStream decoded, DumpWalker walker, Optional<RestoreCheck.Piped> piped)
            throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        OutputStream copy = piped.map(RestoreCheck.Piped::input).orElseGet(OutputStream::nullOutputStream);
        long bytes = 0;
        for (int count = decoded.read(buffer); count >= 0; count = decoded.read(buffer)) {
            programs.requireOpen();
            walker.accept(buffer, 0, count);
            copy.write(buffer, 0, count);
            bytes += count;
        }
        requireSize(object, bytes);
        Map<TableName, Long> rows = new HashMap<>(walker.finish().rows());
        rows.keySet().retainAll(object.rows().keySet());
        List<String> warnings = new ArrayList<>();
        if (walker instanceof ArchiveWalker) {
            warnings.addAll(piped.isPresent() ? piped.get().finish(object.name().value()) : restore.unavailable());
        }
        return new Written(rows, warnings);
    }

    static void requireSize(ManifestObject object, long bytes) {
        if (bytes != object.decodedBytes()) {
            throw new ExportException(
                    ExportException.Kind.INTEGRITY,
                    object.name() + " has " + bytes + " bytes, and " + object.decodedBytes() + " were written");
        }
    }

    @Override
    public void finish() throws IOException, InterruptedException {
        directory.finish();
    }

    @Override
    public void close() {
        programs.close();
        directory.close();
    }
}
