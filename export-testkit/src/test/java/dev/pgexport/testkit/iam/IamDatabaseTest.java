package dev.pgexport.testkit.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.ServerCertificates;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused; what is let in is shown where tokens are made. */
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IamDatabaseTest {
    private static final AccessKey KEY = new AccessKey("AKIDEXAMPLE", "secret", Optional.empty());
    private static final String TOKEN = "db.example.org:5432/?Action=connect&DBUser=postgres"
            + "&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261121T010203Z&X-Amz-SignedHeaders=host"
            + "&X-Amz-Expires=900&X-Amz-Credential=AKIDEXAMPLE%2F20261121%2Feu-central-1%2Frds-db%2Faws4_request"
            + "&X-Amz-Signature=0000";

    private IamDatabase database;

    @BeforeAll
    void start(PostgresServer server, @TempDir Path folder) throws IOException, GeneralSecurityException {
        ServerCertificates certificates = new ServerCertificates(folder);
        certificates.authority("authority");
        certificates.signed("authority", "server", "localhost", "-1d", "san=dns:localhost");
        Clock clock = Clock.fixed(Instant.parse("2026-11-21T01:02:03Z"), ZoneOffset.UTC);
        database = IamDatabase.start(
                server,
                certificates.serverContext("server"),
                port -> new IamTokenCheck("db.example.org:5432", "eu-central-1", KEY, clock));
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    void withoutTlsNobodyIsAskedForAToken() {
        SQLException failure = failure("disable", TOKEN);

        assertThat(failure.getSQLState()).isEqualTo("28000");
        assertThat(failure.getMessage()).contains("no encryption");
    }

    @ParameterizedTest
    @CsvSource({
        "db.example.org:5432, secret, it is not a token",
        "db.example.org, db.example.com, it is for another server: db.example.com:5432",
        "DBUser=postgres, DBUser=other, wrong DBUser",
        "eu-central-1, eu-west-1, wrong X-Amz-Credential",
        "rds-db, s3, wrong X-Amz-Credential",
        "AKIDEXAMPLE, AKIDOTHER, wrong X-Amz-Credential",
        "20261121T010203Z, today, wrong X-Amz-Credential",
        "0000, 0001, wrong signature"
    })
    void whatIsWrongIsRefusedAsAmazonsDatabasesDoIt(String part, String replacement, String refusal) {
        String token = replacement.equals("secret") ? replacement : TOKEN.replace(part, replacement);

        SQLException failure = failure("require", token);

        assertThat(failure.getSQLState()).isEqualTo("28000");
        assertThat(failure.getMessage()).contains("PAM authentication failed for user \"postgres\"");
        assertThat(database.logins().get(database.logins().size() - 1).refusal())
                .contains(refusal);
    }

    private SQLException failure(String mode, String token) {
        SQLException failure = catchThrowableOfType(
                SQLException.class,
                () -> DriverManager.getConnection(
                                "jdbc:postgresql://localhost:" + database.port() + "/postgres?user=postgres&sslmode="
                                        + mode + "&password=" + URLEncoder.encode(token, StandardCharsets.UTF_8))
                        .close());
        assertThat(failure.getMessage()).isNotNull();
        return failure;
    }
}
