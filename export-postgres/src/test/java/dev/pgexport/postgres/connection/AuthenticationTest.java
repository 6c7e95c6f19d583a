package dev.pgexport.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgexport.api.Authentication;
import dev.pgexport.api.ConnectionDefaults;
import dev.pgexport.api.Credentials;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ServerAddress;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.ServerCertificates;
import dev.pgexport.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections whose credentials come from elsewhere, on a server that wants a password. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthenticationTest {
    private static final String FIRST = "the-first-secret";
    private static final String SECOND = "the-second-secret";

    private Path folder;
    private Path roots;
    private PostgresServer server;
    private TestDatabase maintenance;

    @BeforeAll
    void start(@TempDir Path shared) throws IOException, GeneralSecurityException {
        folder = shared;
        ServerCertificates certificates = new ServerCertificates(folder);
        roots = certificates.authority("authority").certificate();
        ServerCertificates.Pair pair =
                certificates.signed("authority", "server", "localhost", "-1d", "san=dns:localhost");
        server = PostgresServer.start(
                17,
                Map.of(
                        "ssl", "on",
                        "ssl_cert_file", pair.certificate().toString(),
                        "ssl_key_file", pair.key().toString()),
                List.of(
                        "host all reader 127.0.0.1/32 scram-sha-256",
                        "host all deputy 127.0.0.1/32 scram-sha-256",
                        "host all stranger 127.0.0.1/32 reject"));
        maintenance = new TestDatabase(server, "postgres");
        maintenance.execute("CREATE ROLE reader LOGIN", "CREATE ROLE deputy LOGIN", "CREATE ROLE stranger LOGIN");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void setPasswords() {
        setPassword("reader", FIRST);
        setPassword("deputy", SECOND);
    }

    private void setPassword(String role, String password) {
        maintenance.execute("ALTER ROLE " + role + " PASSWORD '" + password + "'");
    }

    @Test
    void whatTheConnectionLeavesOpenComesFromTheAuthentication() throws SQLException {
        Vault vault = new Vault("reader", FIRST);
        vault.defaults = new ConnectionDefaults(
                Optional.of("127.0.0.1"), Optional.of(server.port()), Optional.of("template1"), Optional.of("reader"));

        try (Connection connection = database("", vault).connect()) {
            assertThat(row(connection, "SELECT current_user || ' in ' || current_database()"))
                    .isEqualTo("reader in template1");
        }
    }

    @Test
    void whatTheConnectionSaysIsStronger() throws SQLException {
        Vault vault = new Vault("reader", FIRST);
        vault.defaults = new ConnectionDefaults(
                Optional.of("no-such-host.invalid"), Optional.of(1), Optional.of("none"), Optional.empty());

        try (Connection connection = database(here(), vault).connect()) {
            assertThat(row(connection, "SELECT current_database()")).isEqualTo("postgres");
        }
    }

    @Test
    void aPortBelongsToItsHost() {
        Vault vault = new Vault("reader", FIRST);
        vault.defaults =
                new ConnectionDefaults(Optional.of("elsewhere"), Optional.of(6432), Optional.empty(), Optional.empty());

        assertThat(database("host=here user=reader", vault)).hasToString("here:5432/reader as reader");
        assertThat(database("user=reader", vault)).hasToString("elsewhere:6432/reader as reader");
        assertThat(database("port=7 user=reader", vault)).hasToString("elsewhere:7/reader as reader");
    }

    @Test
    void eachConnectionAsksAnewAndSaysForWhichServer() throws SQLException {
        Vault vault = new Vault("reader", FIRST);
        Database database = database(here(), vault);

        database.connect().close();
        database.connect().close();

        assertThat(vault.asked).hasSize(2).containsOnly(new ServerAddress("127.0.0.1", server.port()) + " reader");
    }

    @Test
    void aPasswordThatWasReplacedIsAskedForAgain() throws SQLException {
        Vault vault = new Vault("reader", FIRST);
        Database database = database(here(), vault);
        database.connect().close();
        setPassword("reader", "another-secret");
        vault.next = new Credentials("reader", "another-secret");

        try (Connection connection = database.connect()) {
            assertThat(row(connection, "SELECT current_user")).isEqualTo("reader");
        }
        assertThat(vault.renewals).isOne();
    }

    @Test
    void theUserMayBeReplacedToo() throws SQLException {
        Vault vault = new Vault("reader", FIRST);
        vault.defaults = new ConnectionDefaults(
                Optional.of("127.0.0.1"), Optional.of(server.port()), Optional.of("postgres"), Optional.of("reader"));
        Database database = database("", vault);
        database.connect().close();
        setPassword("reader", "another-secret");
        vault.next = new Credentials("deputy", SECOND);

        try (Connection connection = database.connect()) {
            assertThat(row(connection, "SELECT current_user")).isEqualTo("deputy");
        }
        assertThat(database.childEnvironment()).containsEntry("PGUSER", "deputy");
    }

    @Test
    void aChildGetsThePasswordThatCountsNow() throws SQLException {
        Vault vault = new Vault("reader", FIRST);
        Database database = database(here(), vault);
        database.connect().close();
        setPassword("reader", "another-secret");
        vault.next = new Credentials("reader", "another-secret");

        assertThat(database.childEnvironment())
                .containsEntry("PGPASSWORD", "another-secret")
                .containsEntry("PGUSER", "reader");
    }

    @Test
    void aChildThatIsTheFirstToConnectGetsCredentialsForOneServer() {
        Vault vault = new Vault("reader", FIRST);
        vault.rotates = false;
        Database database =
                database("host=127.0.0.1,127.0.0.1 port=1," + server.port() + " user=reader dbname=postgres", vault);

        assertThat(database.childEnvironment())
                .containsEntry("PGPORT", Integer.toString(server.port()))
                .containsEntry("PGPASSWORD", FIRST);
    }

    @Test
    void aPasswordThatIsWrongForGoodIsAnErrorWithAdvice() {
        Vault vault = new Vault("reader", "wrong-secret");

        ExportException failure = failure(here(), vault);

        assertThat(failure.kind()).isEqualTo(Kind.PERMISSION);
        assertThat(failure.advice()).contains("perhaps ask the vault about reader");
        assertThat(failure).hasMessageContaining("password authentication failed");
        assertThat(failure.getMessage()).doesNotContain("wrong-secret");
        assertThat(vault.renewals).isOne();
    }

    @Test
    void aRefusalOfAnotherKindHasTheAdviceAndIsNotTriedAgain() {
        Vault vault = new Vault("stranger", FIRST);

        ExportException failure = failure("host=127.0.0.1 dbname=postgres user=stranger port=" + server.port(), vault);

        assertThat(failure.kind()).isEqualTo(Kind.PERMISSION);
        assertThat(failure.advice()).contains("perhaps ask the vault about stranger");
        assertThat(vault.renewals).isZero();
    }

    @Test
    void aUserOtherThanTheAuthenticationsIsContradictory() {
        ExportException failure = failure(here(), new Vault("deputy", SECOND));

        assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(failure).hasMessageContaining("reader").hasMessageContaining("deputy");
    }

    @Test
    void aPasswordBesideTheAuthenticationIsContradictory() {
        ExportException failure = failure(here() + " password=" + FIRST, new Vault("reader", FIRST));

        assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(failure.getMessage() + failure.advice())
                .contains("PGPASSWORD")
                .doesNotContain(FIRST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "allow", "prefer"})
    void whereTlsIsNeededAWeakerModeIsRefused(String mode) {
        Vault vault = new Vault("reader", FIRST);
        vault.requiresTls = true;

        ExportException failure = failure(here() + " sslmode=" + mode, vault);

        assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(failure).hasMessageContaining("sslmode " + mode).hasMessageContaining("TLS");
        assertThat(failure.advice().orElse("")).contains("sslmode=verify-full");
        assertThat(vault.asked).isEmpty();
    }

    @Test
    void whereTlsIsNeededASocketIsRefused() {
        Vault vault = new Vault("reader", FIRST);
        vault.requiresTls = true;

        assertThat(failure("host=" + server.socketFolder() + " user=reader", vault)
                        .kind())
                .isEqualTo(Kind.CONFIGURATION);
    }

    @Test
    void whereTlsIsNeededItIsUsedByDefault() throws SQLException {
        Vault vault = new Vault("reader", FIRST);
        vault.requiresTls = true;
        Database database = database(here(), vault);

        try (Connection connection = database.connect()) {
            assertThat(row(connection, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
                    .isEqualTo("t");
        }
        assertThat(database.childEnvironment()).containsEntry("PGSSLMODE", "require");
    }

    @Test
    void whereTlsIsNeededTheServerIsVerifiedOnceACertificateIsKnown() {
        Vault vault = new Vault("reader", FIRST);
        vault.requiresTls = true;

        Database right = database(here().replace("127.0.0.1", "localhost") + " sslrootcert=" + roots, vault);
        ExportException misled = failure(here() + " sslrootcert=" + roots, vault);

        assertThat(right.childEnvironment()).containsEntry("PGSSLMODE", "verify-full");
        assertThat(misled).hasMessageContaining("127.0.0.1");
    }

    @Test
    void aCertificateInTheHomeFolderIsKnown() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home-with-roots/.postgresql"));
        Files.copy(roots, home.resolve("root.crt"));
        Vault vault = new Vault("reader", FIRST);
        vault.requiresTls = true;

        Database database = Database.resolve(
                new ConnectionSettings(Optional.of(here().replace("127.0.0.1", "localhost"))),
                Map.of("HOME", home.getParent().toString()),
                Optional.of(vault));

        assertThat(database.childEnvironment()).containsEntry("PGSSLMODE", "verify-full");
    }

    private String here() {
        return "host=127.0.0.1 dbname=postgres user=reader port=" + server.port();
    }

    private Database database(String text, Authentication authentication) {
        return Database.resolve(
                new ConnectionSettings(Optional.of(text)),
                Map.of("HOME", folder.resolve("home").toString()),
                Optional.of(authentication));
    }

    private ExportException failure(String text, Authentication authentication) {
        ExportException failure = catchThrowableOfType(
                ExportException.class,
                () -> database(text, authentication).connect().close());
        assertThat(failure).as(text).isNotNull();
        return failure;
    }

    private static String row(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Keeps one password, and knows the one that follows. */
    private static final class Vault implements Authentication {
        private final List<String> asked = new ArrayList<>();
        private ConnectionDefaults defaults = ConnectionDefaults.NONE;
        private Credentials current;
        private Credentials next;
        private boolean rotates = true;
        private boolean requiresTls;
        private int renewals;

        Vault(String user, String password) {
            current = new Credentials(user, password);
            next = current;
        }

        @Override
        public ConnectionDefaults defaults() {
            return defaults;
        }

        @Override
        public Credentials credentials(ServerAddress server, String user) {
            asked.add(server + " " + user);
            return current;
        }

        @Override
        public boolean rotates() {
            return rotates;
        }

        @Override
        public boolean renew(Credentials refused) {
            renewals++;
            boolean another = !next.equals(refused);
            current = next;
            return another;
        }

        @Override
        public boolean requiresTls() {
            return requiresTls;
        }

        @Override
        public String advice(ServerAddress server, String user) {
            return "perhaps ask the vault about " + user;
        }

        @Override
        public void close() {}
    }
}
