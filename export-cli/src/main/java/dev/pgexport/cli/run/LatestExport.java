package dev.pgexport.cli.run;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.Sink;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.engine.location.LatestPointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the pointer to a location's newest export follow what was made. */
public final class LatestExport {
    private static final Logger LOG = LoggerFactory.getLogger(LatestExport.class);

    private LatestExport() {}

    /** Point at an export. It is complete and found without its pointer, so nothing about that one fails the run. */
    public static void point(Sink sink, Manifest manifest) throws InterruptedException {
        try {
            new LatestPointer(sink).advance(manifest);
        } catch (ExportException e) {
            LOG.warn("{} stays as it was: {}", LatestPointer.NAME, e.getMessage());
        }
    }
}
