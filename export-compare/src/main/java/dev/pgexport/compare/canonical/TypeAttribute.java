package dev.pgexport.compare.canonical;

/**
 * An attribute of a composite type.
 *
 * @param name as the catalog spells it
 * @param type as format_type() spells it
 */
public record TypeAttribute(String name, String type) {}
