package dev.pgexport.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.ServerCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS against a real server with real certificates. The server's is for localhost, not for 127.0.0.1. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EncryptedConnectionTest {
    private static final List<String> RULES = List.of(
            "hostssl all certified 127.0.0.1/32 cert",
            "hostssl all unencrypted 127.0.0.1/32 reject",
            "hostnossl all unencrypted 127.0.0.1/32 trust",
            "hostssl all all 127.0.0.1/32 trust",
            "hostnossl all all 127.0.0.1/32 reject");

    private Path folder;
    private ServerCertificates certificates;
    private ServerCertificates.Pair authority;
    private ServerCertificates.Pair otherAuthority;
    private ServerCertificates.Pair client;
    private PostgresServer server;
    private PostgresServer expired;

    @BeforeAll
    void start(@TempDir Path shared) throws IOException, GeneralSecurityException {
        folder = shared;
        certificates = new ServerCertificates(folder);
        authority = certificates.authority("authority");
        otherAuthority = certificates.authority("stranger");
        client = certificates.signed("authority", "client", "certified", "-1d", "eku=clientAuth");
        server = start(certificates.signed("authority", "server", "localhost", "-1d", "san=dns:localhost"));
        expired = start(certificates.signed("authority", "expired", "localhost", "-60d", "san=dns:localhost"));
        try (Connection connection = connect("localhost", "sslmode=require");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE certified LOGIN");
            statement.execute("CREATE ROLE unencrypted LOGIN");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    void stop() {
        server.close();
        expired.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sslmode=allow", "sslmode=prefer", "sslmode=require"})
    void anyModeButDisableReachesAServerThatWantsTls(String mode) throws SQLException {
        assertThat(isEncrypted(mode)).isTrue();
    }

    @Test
    void withoutTlsAServerThatWantsItRefuses() {
        assertThat(failure("localhost", "sslmode=disable").kind()).isEqualTo(Kind.PERMISSION);
    }

    @Test
    void aModeThatPrefersTlsDoesWithoutWhereTheServerWantsNone() throws SQLException {
        assertThat(isEncrypted("sslmode=prefer user=unencrypted")).isFalse();
        assertThat(isEncrypted("sslmode=allow user=unencrypted")).isFalse();
    }

    @Test
    void verifyFullTakesTheRightHost() throws SQLException {
        assertThat(isEncrypted("sslmode=verify-full sslrootcert=" + authority.certificate()))
                .isTrue();
    }

    @Test
    void verifyFullTakesTheRightHostAtAnAddressThatIsGiven() throws SQLException {
        assertThat(isEncrypted("hostaddr=127.0.0.1 sslmode=verify-full sslrootcert=" + authority.certificate()))
                .isTrue();
    }

    @Test
    void verifyFullRefusesAnotherHost() {
        assertThat(failure("127.0.0.1", "sslmode=verify-full sslrootcert=" + authority.certificate()))
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void verifyCaDoesNotMindTheHost() throws SQLException {
        try (Connection connection = connect("127.0.0.1", "sslmode=verify-ca sslrootcert=" + authority.certificate())) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"require", "verify-ca", "verify-full"})
    void aServerOfAnotherAuthorityIsRefused(String mode) {
        ExportException failure =
                failure("localhost", "sslmode=" + mode + " sslrootcert=" + otherAuthority.certificate());

        assertThat(failure.getMessage()).contains("localhost:" + server.port()).contains("certification path");
    }

    @Test
    void anyOfSeveralCertificatesInTheFileWillDo() throws IOException, SQLException {
        Path both = Files.writeString(
                folder.resolve("both.crt"),
                Files.readString(otherAuthority.certificate()) + Files.readString(authority.certificate()));

        assertThat(isEncrypted("sslmode=verify-full sslrootcert=" + both)).isTrue();
    }

    @Test
    void anExpiredCertificateIsRefused() {
        Database database = database(expired, "localhost", "sslmode=verify-ca sslrootcert=" + authority.certificate());

        assertThat(catchThrowableOfType(ExportException.class, database::connect))
                .hasMessageContaining("validity check failed");
    }

    @Test
    void aModeThatVerifiesNeedsTrustedCertificates() {
        ExportException failure = failure("localhost", "sslmode=verify-full");

        assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(failure).hasMessageContaining("root.crt");
    }

    @Test
    void trustedCertificatesInTheHomeFolderCountInEveryMode() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home-with-roots"));
        Files.copy(
                otherAuthority.certificate(),
                Files.createDirectories(home.resolve(".postgresql")).resolve("root.crt"));

        Database database = database(server, "localhost", "sslmode=require", home);

        assertThat(catchThrowableOfType(ExportException.class, database::connect))
                .hasMessageContaining("certification path");
    }

    @Test
    void theSystemsAuthoritiesDoNotKnowOurs() {
        assertThat(failure("localhost", "sslrootcert=system")).hasMessageContaining("certification path");
    }

    @Test
    void theSystemsAuthoritiesNeedTheHostVerified() {
        assertThat(catchThrowableOfType(
                        ExportException.class,
                        () -> database(server, "localhost", "sslrootcert=system sslmode=require")))
                .hasMessageContaining("too weak");
    }

    @Test
    void aFileThatHoldsNoCertificatesIsSaid() throws IOException {
        Path file = Files.writeString(folder.resolve("nonsense.crt"), "nonsense");

        ExportException failure = failure("localhost", "sslmode=verify-full sslrootcert=" + file);

        assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(failure).hasMessageContaining("TLS");
    }

    @Test
    void aClientCertificateLogsIn() throws SQLException {
        assertThat(isEncrypted("user=certified sslcert=" + client.certificate() + " sslkey=" + client.key()))
                .isTrue();
    }

    @Test
    void aChildEncryptsAndVerifiesAsWeDo() throws IOException, InterruptedException {
        assumeTrue(Psql.exists(), "psql is not installed");
        Database database = database(
                server,
                "localhost",
                "user=certified sslmode=verify-full sslrootcert=" + authority.certificate() + " sslcert="
                        + client.certificate() + " sslkey=" + client.key());
        Database misled = database(server, "127.0.0.1", "sslmode=verify-full sslrootcert=" + authority.certificate());

        assertThat(Psql.query("SELECT current_user", database.childEnvironment()))
                .contains("certified");
        assertThat(Psql.query("SELECT current_user", misled.childEnvironment())).isEmpty();
    }

    @Test
    void withoutItsClientCertificateTheUserIsRefused() {
        assertThat(failure("localhost", "user=certified sslmode=require").kind())
                .isEqualTo(Kind.PERMISSION);
    }

    @Test
    void aKeyThatOthersMayReadIsNotUsed() throws IOException {
        Path key = Files.copy(client.key(), folder.resolve("open.key"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(failure("localhost", "user=certified sslcert=" + client.certificate() + " sslkey=" + key))
                .hasMessageContaining("open.key");
    }

    @ParameterizedTest
    @CsvSource({"ssl_min_protocol_version, TLSv1.3", "ssl_max_protocol_version, TLSv1.2"})
    void theVersionOfTlsIsWhatIsAskedFor(String keyword, String version) throws SQLException {
        try (Connection connection = connect("localhost", keyword + "=" + version)) {
            assertThat(ConnectionDiagnosis.encryption(connection).detail()).startsWith(version + ", ");
        }
    }

    @Test
    void aRevokedCertificateIsRefused() throws IOException, GeneralSecurityException, SQLException {
        Path none = certificates.revocations("authority", "none");
        Path revoked = certificates.revocations("authority", "revoked", "server");
        String verify = "sslmode=verify-full sslrootcert=" + authority.certificate() + " sslcrl=";

        assertThat(isEncrypted(verify + none)).isTrue();
        assertThat(failure("localhost", verify + revoked)).hasMessageContaining("revoked");
    }

    private PostgresServer start(ServerCertificates.Pair pair) {
        return PostgresServer.start(
                17,
                Map.of(
                        "ssl", "on",
                        "ssl_cert_file", pair.certificate().toString(),
                        "ssl_key_file", pair.key().toString(),
                        "ssl_ca_file", authority.certificate().toString()),
                RULES);
    }

    private boolean isEncrypted(String parameters) throws SQLException {
        try (Connection connection = connect("localhost", parameters);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private Connection connect(String host, String parameters) {
        return database(server, host, parameters).connect();
    }

    private ExportException failure(String host, String parameters) {
        ExportException failure = catchThrowableOfType(
                ExportException.class, () -> connect(host, parameters).close());
        assertThat(failure).as(parameters).isNotNull();
        return failure;
    }

    private Database database(PostgresServer target, String host, String parameters) {
        return database(target, host, parameters, folder.resolve("home"));
    }

    private static Database database(PostgresServer target, String host, String parameters, Path home) {
        String text = "host=" + host + " port=" + target.port() + " dbname=postgres user=postgres " + parameters;
        return Database.resolve(
                new ConnectionSettings(Optional.of(text)),
                Map.of("HOME", home.toString(), "PATH", System.getenv("PATH")));
    }
}
