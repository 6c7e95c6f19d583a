package dev.pgexport.api.manifest;

/**
 * A column of a table.
 *
 * @param name as the catalog spells it
 * @param type as format_type() spells it, as in {@code numeric(12,2)}
 * @param nullable whether it may be null
 * @param generated whether it is computed from other columns and so left out of the data
 */
public record ColumnDescription(String name, String type, boolean nullable, boolean generated) {}
