package dev.pgexport.postgres.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
    @TempDir
    Path home;

    @Test
    void theStringComesBeforeTheServiceBeforeTheEnvironment() throws IOException {
        Files.writeString(home.resolve(".pg_service.conf"), "[mine]\nuser=service\nport=2\ndbname=service\n");

        Parameters parameters = resolve(
                "service=mine user=string",
                "PGUSER",
                "variable",
                "PGPORT",
                "3",
                "PGDATABASE",
                "v",
                "PGHOST",
                "variable");

        assertThat(parameters.get(Keyword.USER)).contains("string");
        assertThat(parameters.get(Keyword.PORT)).contains("2");
        assertThat(parameters.get(Keyword.DBNAME)).contains("service");
        assertThat(parameters.get(Keyword.HOST)).contains("variable");
        assertThat(parameters.get(Keyword.PASSWORD)).isEmpty();
    }

    @Test
    void aServiceMayBeNamedByTheEnvironmentAndItsFileBeElsewhere() throws IOException {
        Path file = Files.writeString(home.resolve("services"), """
                # comment
                [other]
                host=wrong

                [mine]
                # another
                host=right
                host=second
                password=a = b
                [last]
                host=wrong
                """);

        Parameters parameters = resolve("", "PGSERVICE", "mine", "PGSERVICEFILE", file.toString());

        assertThat(parameters.get(Keyword.HOST)).contains("right");
        assertThat(parameters.get(Keyword.PASSWORD)).contains("a = b");
    }

    @Test
    void theSystemsServiceFileIsReadWhenTheUsersDoesNotDefineTheService() throws IOException {
        Path system = Files.createDirectory(home.resolve("system"));
        Files.writeString(home.resolve(".pg_service.conf"), "[other]\nhost=wrong\n");
        Files.writeString(system.resolve("pg_service.conf"), "[mine]\nhost=right\n");

        assertThat(resolve("service=mine", "PGSYSCONFDIR", system.toString()).get(Keyword.HOST))
                .contains("right");
    }

    @Test
    void aServiceThatNoFileDefinesIsAnError() {
        assertThatThrownBy(() -> resolve("service=mine", "PGSYSCONFDIR", home.toString()))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("\"mine\"")
                .hasMessageContaining(".pg_service.conf");
        assertThatThrownBy(() -> resolve(
                        "service=mine", "PGSERVICEFILE", home.resolve("none").toString()))
                .hasMessageContaining("does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hots=x", "host", "service=other", "ldap://server/x?y?z"})
    void aServiceThatIsWrittenWrongIsAnErrorWithItsLine(String line) throws IOException {
        Files.writeString(home.resolve(".pg_service.conf"), "[mine]\n" + line + "\n");

        assertThatThrownBy(() -> resolve("service=mine"))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining(".pg_service.conf line 2");
    }

    @Test
    void anEmptyValueInTheStringHidesTheVariable() {
        assertThat(resolve("host=''", "PGHOST", "variable").get(Keyword.HOST)).isEmpty();
    }

    @Test
    void theOldVariableForTlsStillCounts() {
        assertThat(resolve("", "PGREQUIRESSL", "1").get(Keyword.SSLMODE)).contains("require");
        assertThat(resolve("", "PGREQUIRESSL", "1", "PGSSLMODE", "disable").get(Keyword.SSLMODE))
                .contains("disable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replication=database",
                "gssencmode=require",
                "scram_client_key=abc",
                "oauth_issuer=https://example.org",
                "sslcrldir=/etc",
                "sslcertmode=require",
                "client_encoding=LATIN1",
                "min_protocol_version=3.2"
            })
    void whatIsNotSupportedIsRefusedByName(String text) {
        assertThatThrownBy(() -> resolve(text))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining(text.substring(0, text.indexOf('=')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"replication=false", "gssencmode=prefer", "client_encoding=UTF8", "tcp_user_timeout=0"})
    void whatAsksForNothingUnsupportedIsAccepted(String text) {
        assertThat(resolve(text)).isNotNull();
    }

    private Parameters resolve(String string, String... variables) {
        Map<String, String> environment = new HashMap<>(Map.of("HOME", home.toString()));
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return Parameters.resolve(string, environment);
    }
}
