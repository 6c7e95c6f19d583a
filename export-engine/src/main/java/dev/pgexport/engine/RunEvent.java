package dev.pgexport.engine;

import dev.pgexport.api.Leftover;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.manifest.ExportDescription;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import java.time.Duration;

/** Something that happened in a run. */
public sealed interface RunEvent {
    /** What a dead run left was removed. */
    record LeftoverRemoved(Leftover leftover) implements RunEvent {}

    /**
     * The source is to be exported, and was not to be had it been the same as in an earlier export.
     *
     * @param why what is another, or why nobody can tell
     */
    record SourceChanged(String why) implements RunEvent {}

    /**
     * The snapshot is held.
     *
     * @param description what will be exported
     * @param estimatedBytes about how many bytes the source will write; 0 when unknown
     */
    record ExportOpened(ExportDescription description, long estimatedBytes) implements RunEvent {}

    /** A worker took an object. */
    record ObjectStarted(ObjectName name, long estimatedBytes) implements RunEvent {}

    /** An object is in the sink, whole. */
    record ObjectStored(ManifestObject object, Duration took) implements RunEvent {}

    /**
     * An object failed and is written again.
     *
     * @param attempt the number of the attempt that starts now: 2 or more
     * @param failure why the one before failed
     */
    record ObjectRepeated(ObjectName name, int attempt, Throwable failure) implements RunEvent {}

    /** Something that does not fail the export but belongs in front of a person. */
    record Warning(String message) implements RunEvent {}

    /** A phase that moves no bytes through this program came on. */
    record PhaseProgress(String phase, double fraction) implements RunEvent {}

    /** The snapshot was lost: the export starts again. */
    record ExportRestarted(Throwable failure) implements RunEvent {}

    /** The export did not become complete: what was stored of it is deleted. */
    record ExportDiscarded(long objects) implements RunEvent {}

    /** The export is in the database, complete. */
    record ExportLoaded(Manifest manifest) implements RunEvent {}

    /** The export is complete. */
    record ManifestWritten(Manifest manifest) implements RunEvent {}
}
