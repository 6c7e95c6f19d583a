package dev.pgexport.postgres.archive;

import java.util.List;

/**
 * An entry of an archive's table of contents.
 *
 * @param id its number in the archive, by which {@code pg_restore --use-list} knows it
 * @param description what it is, as in {@code TABLE} or {@code FK CONSTRAINT}
 * @param schema the schema it is in; empty when in none
 * @param tag its name, for some kinds after the name of its table
 * @param dependencies the numbers of the entries that have to be there before
 */
public record ArchiveEntry(int id, String description, String schema, String tag, List<Integer> dependencies) {
    public ArchiveEntry {
        dependencies = List.copyOf(dependencies);
    }
}
