package dev.pgexport.api;

/**
 * What a dead run left of one export.
 *
 * @param id the export
 * @param objects how many objects and temporary files
 * @param bytes how many bytes they take
 */
public record Leftover(ExportId id, long objects, long bytes) {}
