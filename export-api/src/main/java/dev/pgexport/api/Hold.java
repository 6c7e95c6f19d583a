package dev.pgexport.api;

import java.time.Instant;

/**
 * Another service writes to an export's folder, whether the run that asked it to lives or not.
 *
 * @param id the export
 * @param until when this counts no more, by the storage's clock
 */
public record Hold(ExportId id, Instant until) {}
