package dev.pgexport.cli.list;

import dev.pgexport.cli.output.Amounts;
import dev.pgexport.cli.output.TextTable;
import dev.pgexport.engine.location.ExportSummary;
import dev.pgexport.engine.location.ListedExport;
import dev.pgexport.engine.location.ListedExport.Complete;
import dev.pgexport.engine.location.ListedExport.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Shows exports to a person, one a line. */
final class ListedTable {
    private ListedTable() {}

    static String of(List<ListedExport> exports, Instant now) {
        TextTable table = new TextTable(
                List.of("ID", "STRATEGY", "DATABASE", "TABLES", "ROWS", "SIZE", "AGE", "STATE"), Set.of(3, 4, 5));
        for (ListedExport export : exports) {
            if (export instanceof Complete complete) {
                ExportSummary summary = complete.summary();
                table.add(
                        summary.id().value(),
                        summary.strategy(),
                        summary.database(),
                        Amounts.count(summary.tables()),
                        Amounts.count(summary.rows()),
                        Amounts.bytes(summary.bytes()),
                        Amounts.age(Duration.between(summary.moment(), now)),
                        "complete");
            } else {
                String state = export instanceof Unreadable ? "manifest unreadable" : "not complete";
                table.add(export.id().value(), "", "", "", "", "", "", state);
            }
        }
        return table.render();
    }
}
