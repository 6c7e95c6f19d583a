package dev.pgexport.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.Finding;
import dev.pgexport.api.Finding.Status;
import dev.pgexport.testkit.EveryPostgres;
import dev.pgexport.testkit.PostgresServer;
import java.sql.Connection;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionDiagnosisTest {
    @EveryPostgres
    void onThisMachineNothingNeedsToBeEncrypted(PostgresServer server) throws Exception {
        for (String host : new String[] {"127.0.0.1", server.socketFolder().toString()}) {
            String from = "host=" + host + " dbname=postgres user=postgres port=" + server.port();
            try (Connection connection = Database.resolve(new ConnectionSettings(Optional.of(from)), Map.of())
                    .connect()) {
                assertThat(ConnectionDiagnosis.encryption(connection))
                        .isEqualTo(Finding.ok("encryption", "none, and nothing leaves this machine"));
            }
        }
    }

    @Test
    void whatLeavesThisMachineUnencryptedIsWarnedOf() {
        assertThat(ConnectionDiagnosis.finding("", false)).satisfies(finding -> {
            assertThat(finding.status()).isEqualTo(Status.WARNING);
            assertThat(finding.advice())
                    .hasValueSatisfying(advice -> assertThat(advice).contains("sslmode"));
        });
    }
}
