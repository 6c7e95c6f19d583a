package dev.pgexport.restore;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.Finding;
import dev.pgexport.postgres.connection.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Looks whether a database can be filled, and changes nothing. */
final class LoadDiagnosis {
    private static final String STATE = """
            SELECT pg_catalog.current_setting('server_version'), pg_catalog.pg_is_in_recovery(),
                pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE'),
                pg_catalog.current_setting('default_transaction_read_only')::boolean
            """;

    private final Database database;

    LoadDiagnosis(Database database) {
        this.database = database;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        try (Target target = Target.open(database)) {
            look(target, findings);
        } catch (ExportException e) {
            findings.add(failure("target", e));
        }
        return findings;
    }

    private static void look(Target target, List<Finding> findings) {
        try (Statement statement = target.connection().createStatement();
                ResultSet row = statement.executeQuery(STATE)) {
            row.next();
            findings.add(Finding.ok("target", target + ", PostgreSQL " + row.getString(1)));
            if (row.getBoolean(2) || row.getBoolean(4)) {
                findings.add(Finding.failure("target", target + " is read-only", "name a primary server that is not"));
            }
            findings.add(
                    row.getBoolean(3)
                            ? Finding.ok("target", "schemas may be created there")
                            : Finding.failure(
                                    "target",
                                    target.database().user() + " may not create schemas there",
                                    "connect as its owner, or GRANT CREATE ON DATABASE"));
        } catch (SQLException e) {
            findings.add(failure("target", RestoreFailure.of(e, "look at " + target)));
            return;
        }
        if (LoadRecord.find(target).isPresent()) {
            return; // the leftover is told by its own line
        }
        List<String> contents = new LoadCheck(target).contents();
        findings.add(
                contents.isEmpty()
                        ? Finding.ok("target", "it is empty")
                        : Finding.failure(
                                "target",
                                "it is not empty: it has " + contents.get(0)
                                        + (contents.size() > 1 ? " and " + (contents.size() - 1) + " more" : ""),
                                "create a database for the export, as by createdb"));
    }

    private static Finding failure(String subject, ExportException failure) {
        return Finding.failure(
                subject, String.valueOf(failure.getMessage()), failure.advice().orElse("check --to"));
    }
}
