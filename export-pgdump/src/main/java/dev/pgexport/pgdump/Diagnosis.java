package dev.pgexport.pgdump;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.Finding;
import dev.pgexport.postgres.connection.Database;
import dev.pgexport.postgres.connection.PostgresFailure;
import dev.pgexport.postgres.program.PgDumpSearch;
import dev.pgexport.postgres.program.ProgramEnvironment;
import dev.pgexport.postgres.program.ScratchFolder;
import dev.pgexport.postgres.snapshot.CatalogDiagnosis;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks at everything that an export by pg_dump needs. */
final class Diagnosis {
    private static final String LOOK = "look at the message above";

    private final PgDumpSettings settings;
    private final ExportRequest request;
    private final List<Finding> findings = new ArrayList<>();

    Diagnosis(PgDumpSettings settings, ExportRequest request) {
        this.settings = settings;
        this.request = request;
    }

    List<Finding> findings() throws InterruptedException {
        try {
            Database database =
                    Database.resolve(settings.connection(), request.environment(), request.authentication());
            boolean staged = settings.mode() == PgDumpMode.STAGED;
            // The coordinator's, and pg_dump's own with one more for each of its workers.
            int connections = 2 + (staged ? request.jobs() : 0);
            findings.addAll(CatalogDiagnosis.of(
                    database, settings.snapshot(), request.selection(), connections, request.cancellation()));
            if (CatalogDiagnosis.connected(findings)) {
                server(database, staged);
            }
        } catch (ExportException e) {
            findings.add(Finding.failure(
                    "connection", String.valueOf(e.getMessage()), e.advice().orElse(LOOK)));
        }
        return List.copyOf(findings);
    }

    private void server(Database database, boolean staged) throws InterruptedException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet size = statement.executeQuery("SELECT pg_catalog.pg_database_size(current_database())")) {
            program(connection.getMetaData().getDatabaseMajorVersion());
            if (staged && size.next()) {
                scratch(size.getLong(1));
            }
        } catch (SQLException e) {
            throw PostgresFailure.of(e, "look at the size of " + database);
        }
    }

    private void program(int serverMajor) throws InterruptedException {
        PgDumpSearch search = PgDumpSearch.search(
                settings.programs(), serverMajor, ProgramEnvironment.of(request.environment(), Map.of()));
        if (search instanceof PgDumpSearch.Found found) {
            findings.add(Finding.ok("pg_dump", found.program().toString()));
            findings.add(
                    found.program().restore().isPresent()
                            ? Finding.ok(
                                    "pg_restore",
                                    found.program().restore().get().toString())
                            : Finding.warning(
                                    "pg_restore",
                                    "there is none beside " + found.program().dump(),
                                    "install it: verify --deep reads archives with it"));
        } else if (search instanceof PgDumpSearch.Missing missing) {
            findings.add(Finding.failure("pg_dump", missing.reason(), missing.advice()));
        }
    }

    private void scratch(long databaseBytes) {
        try {
            ScratchRoom.require(request.scratch(), databaseBytes);
            findings.add(Finding.ok(
                    "scratch",
                    ScratchRoom.mebibytes(ScratchRoom.usable(request.scratch())) + " free in " + request.scratch()));
            for (Path abandoned : ScratchFolder.abandoned(request.scratch())) {
                findings.add(Finding.warning(
                        "scratch",
                        "a dead run left " + abandoned,
                        "the next staged export removes it, or pgexport doctor --clean now"));
            }
        } catch (ExportException e) {
            findings.add(Finding.failure(
                    "scratch", String.valueOf(e.getMessage()), e.advice().orElse(LOOK)));
        } catch (IOException e) {
            findings.add(Finding.failure(
                    "scratch",
                    "cannot look into " + request.scratch() + ": " + e,
                    "choose another folder by --scratch"));
        }
    }
}
