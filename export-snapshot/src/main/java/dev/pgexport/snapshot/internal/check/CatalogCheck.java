package dev.pgexport.snapshot.internal.check;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Finding;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.ColumnDescription;
import dev.pgexport.api.manifest.TableKind;
import dev.pgexport.postgres.catalog.CatalogTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Whether RDS exports every table that is wanted. It skips some without failing, which is found out only after an hour
 * otherwise.
 *
 * <p>Source: Amazon RDS User Guide, "Exporting DB snapshot data to Amazon S3", limitations.
 */
public record CatalogCheck(CatalogView catalog, Predicate<TableName> wanted) implements Check {
    private static final Pattern REFUSED = Pattern.compile("[,;{}()\\n\\t= ]");
    private static final int SHOWN = 5;

    @Override
    public String subject() {
        return "tables";
    }

    @Override
    public Finding look() {
        List<String> skipped = new ArrayList<>();
        int tables = 0;
        for (CatalogTable table : catalog.tables()) {
            if (isExpected(table)) {
                tables++;
                reason(table).ifPresent(reason -> skipped.add(table.name() + " (" + reason + ")"));
            }
        }
        if (!skipped.isEmpty()) {
            String more = skipped.size() > SHOWN ? " and " + (skipped.size() - SHOWN) + " more" : "";
            throw new ExportException(
                            Kind.CONFIGURATION,
                            "RDS would skip tables that are wanted: "
                                    + String.join(
                                            ", ", skipped.stream().limit(SHOWN).toList()) + more)
                    .withAdvice("leave them out by -T, or use --strategy copy");
        }
        return Finding.ok(subject(), "RDS can export all " + tables + " that are wanted");
    }

    /** Return whether the table's own rows must be in the export. */
    private boolean isExpected(CatalogTable table) {
        return table.data() && table.description().kind() == TableKind.TABLE && wanted.test(table.name());
    }

    /** Return the tables that must be in the export, each itself or by the table that it is a partition of. */
    public List<CatalogTable> expected() {
        return catalog.tables().stream().filter(this::isExpected).toList();
    }

    private Optional<String> reason(CatalogTable table) {
        if (catalog.unlogged().contains(table.name())) {
            return Optional.of("unlogged");
        }
        if (table.name().name().contains("/") || table.name().schema().contains("/")) {
            return Optional.of("a slash in its name");
        }
        return table.description().columns().stream()
                .map(ColumnDescription::name)
                .filter(name -> REFUSED.matcher(name).find())
                .findFirst()
                .map(name -> "its column \"" + name + "\"");
    }
}
