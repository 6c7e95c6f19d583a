package dev.pgexport.cli.compare;

import dev.pgexport.api.Selection;
import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.read.ReaderPlugin;
import dev.pgexport.cli.command.Services;
import dev.pgexport.cli.location.OpenExport;
import dev.pgexport.cli.plugin.Plugins;
import dev.pgexport.compare.CompareProgress;
import dev.pgexport.compare.Comparer;
import dev.pgexport.compare.Comparison;
import dev.pgexport.compare.ComparisonOptions;
import dev.pgexport.compare.DatabaseSide;
import dev.pgexport.compare.ExportSide;
import dev.pgexport.compare.OpenSide;
import dev.pgexport.compare.SelectedTables;
import dev.pgexport.compare.TableComparison;
import dev.pgexport.engine.RunSettings;
import dev.pgexport.engine.read.ReadExport;
import dev.pgexport.engine.read.ReadRunner;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares an export with the database that it was restored into. */
public final class RestoredExport {
    private static final String BINARY = "copy-binary";

    private final Services services;
    private final OpenExport export;
    private final String database;

    /** @param database the connection string of the database */
    public RestoredExport(Services services, OpenExport export, String database) {
        this.services = services;
        this.export = export;
        this.database = database;
    }

    /**
     * Compare the tables whose rows the export holds; others in the database are of no account.
     *
     * @param tables psql's patterns of the wanted ones; without any, all
     * @return what was found of each; empty when the export holds no rows
     */
    public List<TableComparison> compare(List<String> tables) throws InterruptedException {
        Manifest manifest = export.manifest();
        Optional<ReaderPlugin> reader = manifest.reader()
                .flatMap(name -> Plugins.find(services.plugins().readers(), ReaderPlugin::name, name));
        Set<TableName> held = ReadExport.tablesWithRows(manifest);
        if (reader.isEmpty() || held.isEmpty()) {
            return List.of();
        }
        Selection selection = selection(tables);
        // Values of types that are not built in have one form in each format.
        String format = reader.get().name().equals(BINARY) ? "binary" : "text";
        try (OpenDatabase opened = OpenDatabase.open(services, database, selection(List.of()), format);
                OpenSide stored = new ExportSide(
                        "export",
                        export.location(),
                        manifest,
                        reader.get(),
                        export.sink()::open,
                        new SelectedTables(selection));
                OpenSide restored = new DatabaseSide("database", URI.create("postgresql:///"), opened.export())) {
            Comparison comparison = new Comparer(runner(), ComparisonOptions.defaults(), new CompareProgress())
                    .compare(List.of(stored, restored));
            Set<TableName> wanted = Set.copyOf(
                    stored.tables().stream().map(table -> table.name()).toList());
            return comparison.tables().stream()
                    .filter(table -> held.contains(table.table()) && wanted.contains(table.table()))
                    .toList();
        }
    }

    private ReadRunner runner() {
        RunSettings settings = services.configuration().bind(RunSettings.class);
        return new ReadRunner(
                settings.effectiveJobs(Runtime.getRuntime().availableProcessors()),
                settings.effectiveScratch(),
                services.environment().variables(),
                services.cancellation());
    }

    private static Selection selection(List<String> tables) {
        return new Selection(new ArrayList<>(tables), List.of(), List.of(), List.of(), List.of(), false, false, false);
    }
}
