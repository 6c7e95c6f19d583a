package dev.pgexport.snapshot.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.Selection;
import dev.pgexport.postgres.connection.Database;
import dev.pgexport.snapshot.SnapshotSettings;
import dev.pgexport.snapshot.internal.check.CatalogCheck;
import dev.pgexport.snapshot.internal.check.CatalogView;
import dev.pgexport.snapshot.internal.plan.ExportScope;
import dev.pgexport.snapshot.internal.plan.ScopePlanner;
import dev.pgexport.snapshot.internal.plan.SourceChoice;
import dev.pgexport.snapshot.internal.plan.TableChoice;
import java.util.List;
import java.util.Optional;

/**
 * What an export is to be, before RDS is asked for anything.
 *
 * @param source what is exported
 * @param database its name
 * @param tables which of its tables
 * @param scope what RDS is asked to write
 * @param catalog what the database says itself; empty when it is not connected to
 * @param roleArn of the role that RDS writes with
 * @param kmsKey with which it encrypts
 */
record Plan(
        SourceChoice source,
        String database,
        TableChoice tables,
        ExportScope scope,
        Optional<CatalogView> catalog,
        String roleArn,
        String kmsKey) {

    /** @throws ExportException of kind CONFIGURATION when the settings or the selection do not fit the strategy */
    static Plan of(SnapshotSettings settings, ExportRequest request) throws InterruptedException {
        Selection selection = request.selection();
        if (selection.schemaOnly()) {
            throw wrong("RDS exports rows, not definitions", "leave --schema-only out, or use another strategy");
        }
        SourceChoice source = SourceChoice.of(settings.source());
        String role = settings.task()
                .roleArn()
                .orElseThrow(() -> wrong(
                        "no role is named with which RDS could write",
                        "give --snapshot-role-arn: a role that trusts export.rds.amazonaws.com"));
        String key = settings.task()
                .kmsKey()
                .orElseThrow(() ->
                        wrong("no KMS key is named, which RDS encrypts all exports with", "give --snapshot-kms-key"));
        boolean connects = settings.connection().from().isPresent();
        Optional<Database> database = connects
                ? Optional.of(Database.resolve(settings.connection(), request.environment(), request.authentication()))
                : Optional.empty();
        String name = settings.database()
                .or(() -> database.map(Database::name))
                .or(() -> Optional.ofNullable(request.environment().get("PGDATABASE"))
                        .filter(text -> !text.isEmpty()))
                .orElseThrow(() -> wrong(
                        "which database of the snapshot is meant is not said", "give --snapshot-database, or --from"));
        Optional<CatalogView> catalog = database.isPresent()
                ? Optional.of(CatalogView.of(database.get(), selection, request.cancellation()))
                : Optional.empty();
        TableChoice tables =
                TableChoice.of(selection, name, catalog.map(CatalogView::path).orElse(List.of("public")));
        ExportScope scope = ScopePlanner.plan(name, tables);
        if (settings.strict() && scope.surplus().isPresent()) {
            throw wrong(
                    "RDS would write more than is selected: " + scope.surplus().get(),
                    "name schemas by -n, or tables by -t schema.table, or leave --strict out: what is too much is"
                            + " then deleted");
        }
        return new Plan(source, name, tables, scope, catalog, role, key);
    }

    Optional<CatalogCheck> catalogCheck() {
        return catalog.map(view -> new CatalogCheck(view, tables::includes));
    }

    private static ExportException wrong(String message, String advice) {
        return new ExportException(Kind.CONFIGURATION, message).withAdvice(advice);
    }
}
