package dev.pgexport.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.rds.ExportScript;
import dev.pgexport.testkit.rds.RdsExtension;
import dev.pgexport.testkit.rds.RdsServer;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An export of a thousand tables, which RDS reports in several files, one of them without rows in every ten. */
@EveryS3Server(kinds = S3Kind.LIGHT)
@ExtendWith({PostgresExtension.class, RdsExtension.class})
class ManyTablesTest {
    private static final int TABLES = 1000;

    private final RdsServer rds;
    private final SnapshotRuns runs;

    ManyTablesTest(RdsServer rds, TestDatabase database, @TempDir Path folder) {
        database.execute("DO $$ BEGIN FOR i IN 1.." + TABLES + " LOOP"
                + " EXECUTE format('CREATE TABLE t%s AS SELECT %s AS id WHERE %s %% 10 > 0', i, i, i);"
                + " END LOOP; END $$");
        this.rds = rds;
        runs = new SnapshotRuns(rds, database, folder);
    }

    @AfterEach
    void forget() {
        SnapshotRuns.forgetCredentials();
    }

    @Test
    void allAreInTheManifestWithTheirRows() throws Exception {
        rds.script(ExportScript.PLAIN.withTablesPerReport(96));

        Manifest manifest = runs.run();

        assertThat(manifest.tables()).hasSize(TABLES);
        assertThat(manifest.tables()).allSatisfy(table -> {
            int number = Integer.parseInt(table.description().name().name().substring(1));
            assertThat(table.rows()).hasValue(number % 10 > 0 ? 1 : 0);
            assertThat(table.objects()).hasSize(1);
        });
        assertThat(manifest.objects().stream()
                        .filter(object -> object.name().value().contains("/export_tables_info_")))
                .hasSize(11);
        assertThat(runs.verify(manifest, false).differences()).isEmpty();
    }
}
