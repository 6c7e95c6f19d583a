package dev.pgexport.copy.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;

/** Makes the failures of objects that are not what COPY writes. */
final class Damage {
    private Damage() {}

    static ExportException because(String reason) {
        return new ExportException(Kind.INTEGRITY, "the rows are not whole: " + reason);
    }
}
