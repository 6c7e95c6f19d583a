package dev.pgexport.copy.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.Finding;
import dev.pgexport.copy.CopySettings;
import dev.pgexport.postgres.catalog.Catalog;
import dev.pgexport.postgres.catalog.CatalogTable;
import dev.pgexport.postgres.connection.ConnectionDiagnosis;
import dev.pgexport.postgres.connection.Database;
import dev.pgexport.postgres.program.PgDumpSearch;
import dev.pgexport.postgres.snapshot.SnapshotCoordinator;
import java.util.ArrayList;
import java.util.List;

/** Finds out whether an export would succeed, by beginning one: what is missing shows as it would then. */
public final class Diagnosis {
    private final CopySettings settings;
    private final ExportRequest request;
    private final List<Finding> findings = new ArrayList<>();

    private Diagnosis(CopySettings settings, ExportRequest request) {
        this.settings = settings;
        this.request = request;
    }

    public static List<Finding> of(CopySettings settings, ExportRequest request) throws InterruptedException {
        Diagnosis diagnosis = new Diagnosis(settings, request);
        try {
            diagnosis.look();
        } catch (ExportException e) {
            diagnosis.add(e);
        }
        return List.copyOf(diagnosis.findings);
    }

    private void look() throws InterruptedException {
        Database database = Database.resolve(settings.connection(), request.environment());
        findings.addAll(ConnectionDiagnosis.of(database));
        if (findings.stream().anyMatch(finding -> finding.status() == Finding.Status.FAILURE)) {
            return;
        }
        try (SnapshotCoordinator coordinator = SnapshotCoordinator.open(
                database, settings.snapshot(), request.selection(), request.cancellation(), request.listener())) {
            findings.add(Finding.ok("snapshot", "taken, and every selected table may be read and was locked"));
            add(coordinator.catalog());
            if (!request.selection().dataOnly()) {
                addProgram(database, coordinator.serverMajor());
            }
        }
    }

    private void add(Catalog catalog) {
        long tables = catalog.tables().stream().filter(CatalogTable::data).count();
        findings.add(Finding.ok(
                "tables",
                tables + " with rows to export, " + catalog.sequences().size() + " sequences, " + catalog.largeObjects()
                        + " large objects"));
        catalog.leftOut().stream()
                .map(left -> Finding.warning(
                        "left out", left.kind() + " " + left.name(), "this is as pg_dump does it: " + left.reason()))
                .forEach(findings::add);
    }

    private void addProgram(Database database, int serverMajor) throws InterruptedException {
        PgDumpSearch search = PgDumpSearch.search(settings.program(), serverMajor, Schema.environmentOf(database));
        if (search instanceof PgDumpSearch.Found found) {
            findings.add(Finding.ok("pg_dump", found.program().toString()));
        } else if (search instanceof PgDumpSearch.Missing missing) {
            findings.add(
                    Finding.warning("pg_dump", missing.reason() + "; exports will hold no schema", missing.advice()));
        }
    }

    private void add(ExportException failure) {
        findings.add(Finding.failure(
                findings.isEmpty() ? "connection" : "snapshot",
                String.valueOf(failure.getMessage()),
                failure.advice().orElse("look at the message")));
    }
}
