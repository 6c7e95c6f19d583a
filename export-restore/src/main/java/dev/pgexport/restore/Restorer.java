package dev.pgexport.restore;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestTable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts exports back into databases. Thread-safe. */
public final class Restorer {
    private static final Logger LOG = LoggerFactory.getLogger(Restorer.class);

    /**
     * Restore an export, or some of its tables. What is in the database when this fails is told by the message and its
     * advice: nothing of the export, or something that a second call with the same request goes on with.
     *
     * @throws ExportException of kind CONFLICT, before anything is done, when the database is not as it must be; INTEGRITY
     *     when an object is not what the manifest says, and then none of its table's rows are in the database
     * @throws InterruptedException when it was cancelled or this thread interrupted
     */
    public RestoreResult restore(RestoreRequest request) throws InterruptedException {
        Instant start = Instant.now();
        Manifest manifest = request.export().manifest();
        Wanted wanted = Wanted.of(manifest, request.options().tables());
        try (Target target = Target.open(request)) {
            List<String> warnings = new ArrayList<>();
            boolean resumed = restore(request, wanted, target, warnings);
            warnings.forEach(LOG::warn);
            List<ManifestTable> withRows = wanted.withRows();
            return new RestoreResult(
                    target.toString(),
                    withRows.size(),
                    withRows.stream().mapToLong(table -> table.rows().orElse(0)).sum(),
                    resumed,
                    warnings,
                    Duration.between(start, Instant.now()));
        } catch (InterruptedIOException e) {
            throw (InterruptedException) new InterruptedException().initCause(e);
        } catch (IOException e) {
            throw new ExportException(Kind.UNAVAILABLE, "restoring " + manifest.id() + " failed: " + e.getMessage(), e);
        }
    }

    private static boolean restore(RestoreRequest request, Wanted wanted, Target target, List<String> warnings)
            throws IOException, InterruptedException {
        Optional<StoredDump> dump = StoredDump.of(request.schemaFrom()
                .map(RestorableExport::manifest)
                .orElseGet(() -> request.export().manifest()));
        boolean dumpHasRows = dump.isPresent() && !(dump.get() instanceof StoredDump.SchemaAlone);
        boolean byRows = request.schemaFrom().isPresent()
                || !wanted.everything()
                || !dumpHasRows
                || (dump.get() instanceof StoredDump.Plain && request.options().dataOnly());
        return byRows
                ? new RowsRestore(request, wanted, target, warnings).restore(dump)
                : new WholeDump(request, wanted, target).restore(dump.orElseThrow());
    }
}
