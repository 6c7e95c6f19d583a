package dev.pgexport.postgres.archive;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;

/** Makes the failures of a dump that is not what pg_dump writes. */
final class IncompleteDump {
    private IncompleteDump() {}

    static ExportException because(String reason) {
        return new ExportException(Kind.INTEGRITY, "the dump is not whole: " + reason);
    }
}
