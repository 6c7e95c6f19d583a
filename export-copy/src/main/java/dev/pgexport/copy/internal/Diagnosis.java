package dev.pgexport.copy.internal;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.Finding;
import dev.pgexport.copy.CopySettings;
import dev.pgexport.postgres.connection.Database;
import dev.pgexport.postgres.connection.PostgresFailure;
import dev.pgexport.postgres.program.PgDumpSearch;
import dev.pgexport.postgres.snapshot.CatalogDiagnosis;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Finds out whether an export would succeed. */
public final class Diagnosis {
    private Diagnosis() {}

    /** Look at the way to the database, at what is selected, and at who would write the schema. */
    public static List<Finding> of(CopySettings settings, ExportRequest request) throws InterruptedException {
        Database database;
        try {
            database = Database.resolve(settings.connection(), request.environment(), request.authentication());
        } catch (ExportException e) {
            return List.of(failure("connection", e));
        }
        List<Finding> findings = new ArrayList<>(CatalogDiagnosis.of(
                database, settings.snapshot(), request.selection(), request.jobs() + 1, request.cancellation()));
        if (CatalogDiagnosis.connected(findings) && !request.selection().dataOnly()) {
            findings.add(program(settings, database));
        }
        return findings;
    }

    private static Finding program(CopySettings settings, Database database) throws InterruptedException {
        PgDumpSearch search;
        try (Connection connection = database.connect()) {
            search = PgDumpSearch.search(
                    settings.program(),
                    connection.getMetaData().getDatabaseMajorVersion(),
                    Schema.environmentOf(database));
        } catch (SQLException e) {
            return failure("pg_dump", PostgresFailure.of(e, "ask for the server's version"));
        } catch (ExportException e) {
            return failure("pg_dump", e);
        }
        return search instanceof PgDumpSearch.Missing missing
                ? Finding.warning(
                        "pg_dump", missing.reason() + ": exports will hold no schema", "perhaps " + missing.advice())
                : Finding.ok("pg_dump", ((PgDumpSearch.Found) search).program().toString());
    }

    private static Finding failure(String subject, ExportException failure) {
        return Finding.failure(
                subject, String.valueOf(failure.getMessage()), failure.advice().orElse("perhaps check the settings"));
    }
}
