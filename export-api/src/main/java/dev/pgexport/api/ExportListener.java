package dev.pgexport.api;

/** Hears what a source has to say beside its bytes. Thread-safe. */
public interface ExportListener {
    /** Report something that does not fail the export but belongs in front of a person and in the manifest. */
    void warning(String message);

    /** Report how far a phase is that moves no bytes through this program, as in waiting for a snapshot. */
    void progress(String phase, double fraction);
}
