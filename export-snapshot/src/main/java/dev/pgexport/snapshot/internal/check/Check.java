package dev.pgexport.snapshot.internal.check;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.Finding;

/** Looks at one thing that an export needs. */
public interface Check {
    /** Return what is looked at, as in {@code role}. */
    String subject();

    /**
     * Look.
     *
     * @return that it is right, or a warning
     * @throws ExportException when an export would fail
     */
    Finding look() throws InterruptedException;
}
