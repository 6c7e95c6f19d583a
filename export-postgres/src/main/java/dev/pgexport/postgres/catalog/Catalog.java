package dev.pgexport.postgres.catalog;

import dev.pgexport.api.manifest.LeftOut;
import dev.pgexport.api.manifest.TableDescription;
import dev.pgexport.api.manifest.TypeDescription;
import java.util.List;

/**
 * What of a database is exported: what pg_dump would dump of it.
 *
 * @param tables every selected table, by name, also those whose rows are not exported
 * @param types the types of their columns that are not built in
 * @param sequences every sequence whose value is exported, by name
 * @param largeObjects how many large objects are exported: all, or 0 where pg_dump would take none
 * @param leftOut what is not exported, and why
 */
public record Catalog(
        List<CatalogTable> tables,
        List<TypeDescription> types,
        List<CatalogSequence> sequences,
        long largeObjects,
        List<LeftOut> leftOut) {

    public Catalog {
        tables = List.copyOf(tables);
        types = List.copyOf(types);
        sequences = List.copyOf(sequences);
        leftOut = List.copyOf(leftOut);
    }

    /** Return the tables as the manifest describes them. */
    public List<TableDescription> descriptions() {
        return tables.stream().map(CatalogTable::description).toList();
    }
}
