package dev.pgexport.api.manifest;

/**
 * Something that an export does not hold, and why.
 *
 * @param kind what it is, as in {@code table data}
 * @param name its name
 * @param reason why it was left out
 */
public record LeftOut(String kind, String name, String reason) {}
