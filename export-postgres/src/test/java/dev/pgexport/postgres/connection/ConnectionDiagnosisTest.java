package dev.pgexport.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.api.Finding;
import dev.pgexport.api.Finding.Status;
import dev.pgexport.testkit.EveryPostgres;
import dev.pgexport.testkit.PostgresServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionDiagnosisTest {
    @EveryPostgres
    void aServerOnThisMachineIsFine(PostgresServer server) {
        List<Finding> findings = diagnose("postgresql://postgres@127.0.0.1:" + server.port() + "/postgres");

        assertThat(findings).extracting(Finding::status).containsOnly(Status.OK);
        assertThat(findings)
                .extracting(Finding::subject)
                .containsExactly("connection", "encryption", "server", "role", "clock");
        assertThat(findings.get(2).detail()).startsWith("PostgreSQL " + server.version() + ".");
        assertThat(findings.get(3).detail()).isEqualTo("primary");
    }

    @Test
    void aReplicaIsWarnedOf() throws IOException, InterruptedException {
        try (PostgresServer standby = PostgresServer.start(17)) {
            Standby.make(standby);

            assertThat(diagnose("postgresql://postgres@127.0.0.1:" + standby.port() + "/postgres"))
                    .filteredOn(finding -> finding.subject().equals("role"))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.status()).isEqualTo(Status.WARNING));
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

    private static List<Finding> diagnose(String from) {
        return ConnectionDiagnosis.of(Database.resolve(new ConnectionSettings(Optional.of(from)), Map.of()));
    }
}
