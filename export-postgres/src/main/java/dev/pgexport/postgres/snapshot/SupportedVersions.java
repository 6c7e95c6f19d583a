package dev.pgexport.postgres.snapshot;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportListener;

/** Which servers this program knows. */
final class SupportedVersions {
    static final int OLDEST = 13;
    static final int NEWEST = 18;

    private SupportedVersions() {}

    /**
     * @throws ExportException of kind CONFIGURATION when the server is too old
     */
    static void require(int major, ExportListener listener) {
        if (major < OLDEST) {
            throw new ExportException(
                            Kind.CONFIGURATION,
                            "the server is PostgreSQL " + major + ", which is too old to be exported")
                    .withAdvice("perhaps upgrade it: PostgreSQL " + OLDEST + " to " + NEWEST + " are supported");
        }
        if (major > NEWEST) {
            listener.warning("PostgreSQL " + major + " is newer than what this version was tested with: " + OLDEST
                    + " to " + NEWEST);
        }
    }
}
