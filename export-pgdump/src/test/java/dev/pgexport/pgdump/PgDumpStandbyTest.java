package dev.pgexport.pgdump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.Export;
import dev.pgexport.api.TableName;
import dev.pgexport.testkit.ExportRecording;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@ExtendWith(PostgresExtension.class)
class PgDumpStandbyTest {
    @Test
    void aStandbyIsDumpedInEveryMode(PostgresServers servers, @TempDir Path folder) throws Exception {
        try (PostgresServer primary = PostgresServer.start(InstalledPgDump.serverVersion(servers))) {
            TestDatabase original = primary.createDatabase();
            original.execute(
                    "CREATE TABLE many AS SELECT generate_series(1, 1000) AS id",
                    "CREATE UNLOGGED TABLE unlogged AS SELECT 1 AS id");
            try (PostgresServer standby = primary.startStandby()) {
                TestDatabase replica = new TestDatabase(standby, original.name());
                for (PgDumpMode mode : PgDumpMode.values()) {
                    try (Export export = new TestExport(replica, mode.name().toLowerCase(Locale.ROOT), folder).open()) {
                        ExportRecording recording = ExportRecording.of(export);

                        assertThat(recording.rows())
                                .as("%s", mode)
                                .isEqualTo(Map.of(new TableName("public", "many"), 1000L));
                        assertThat(recording.description().source().replica()).isTrue();
                    }
                }
            }
        }
    }
}
