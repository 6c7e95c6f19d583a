package dev.pgexport.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.Finding;
import dev.pgexport.api.Finding.Status;
import dev.pgexport.testkit.EveryPostgres;
import dev.pgexport.testkit.PostgresServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionDiagnosisTest {
    @EveryPostgres
    void onThisMachineNothingNeedsToBeEncrypted(PostgresServer server) {
        for (String host : new String[] {"127.0.0.1", server.socketFolder().toString()}) {
            assertThat(diagnose("host=" + host + " dbname=postgres user=postgres port=" + server.port()))
                    .extracting(finding -> finding.subject() + " " + finding.status())
                    .containsExactly("connection OK", "encryption OK");
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsAFailureWithAdvice() {
        assertThat(diagnose("postgresql://postgres@127.0.0.1:1/postgres"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.status()).isEqualTo(Status.FAILURE);
                    assertThat(finding.detail()).contains("127.0.0.1:1");
                    assertThat(finding.advice()).isPresent();
                });
    }

    @Test
    void whatLeavesThisMachineUnencryptedIsWarnedOf() {
        assertThat(ConnectionDiagnosis.finding("", false)).satisfies(finding -> {
            assertThat(finding.status()).isEqualTo(Status.WARNING);
            assertThat(finding.advice())
                    .hasValueSatisfying(advice -> assertThat(advice).contains("sslmode"));
        });
    }

    private static List<Finding> diagnose(String from) {
        return ConnectionDiagnosis.of(Database.resolve(new ConnectionSettings(Optional.of(from)), Map.of()));
    }
}
