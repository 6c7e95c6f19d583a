package dev.pgexport.aws.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgexport.api.Authentication;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.aws.AwsClients;
import dev.pgexport.aws.AwsSettings;
import dev.pgexport.engine.settings.SettingsBinder;
import dev.pgexport.postgres.connection.ConnectionSettings;
import dev.pgexport.postgres.connection.Database;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.container.ContainerExtension;
import dev.pgexport.testkit.container.LocalStack;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Connections by secrets of a Secrets Manager, on a server that wants passwords. */
@ExtendWith(ContainerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretAuthenticationTest {
    private static final String FIRST = "first-s3cret";
    private static final String SECOND = "second-s3cret";

    private final LocalStack aws;
    private final Map<String, String> settings = new HashMap<>();
    private Path folder;
    private PostgresServer server;
    private TestDatabase maintenance;
    private AwsClients clients;
    private SecretsManagerClient secrets;
    private String id;
    private Authentication authentication;

    SecretAuthenticationTest(LocalStack aws) {
        this.aws = aws;
    }

    @BeforeAll
    void start(@TempDir Path shared) {
        folder = shared;
        System.setProperty("aws.accessKeyId", aws.accessKeyId());
        System.setProperty("aws.secretAccessKey", aws.secretAccessKey());
        settings.putAll(Map.of("aws.endpoint", aws.endpoint().toString(), "aws.region", aws.region()));
        clients = AwsClients.open(SettingsBinder.bind(AwsSettings.class, settings));
        secrets = clients.configure(SecretsManagerClient.builder()).build();
        server = PostgresServer.start(
                17,
                Map.of(),
                List.of("host all reader 127.0.0.1/32 scram-sha-256", "host all deputy 127.0.0.1/32 scram-sha-256"));
        maintenance = new TestDatabase(server, "postgres");
        maintenance.execute("CREATE ROLE reader LOGIN", "CREATE ROLE deputy LOGIN");
    }

    @AfterAll
    void stop() {
        secrets.close();
        clients.close();
        server.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @BeforeEach
    void createSecret() {
        id = "test/" + UUID.randomUUID();
        setPassword("reader", FIRST);
        setPassword("deputy", SECOND);
        secrets.createSecret(create -> create.name(id).secretString(secret("reader", FIRST)));
        authentication = open(id);
    }

    @AfterEach
    void close() {
        authentication.close();
    }

    @Test
    void allOfAConnectionCanComeFromTheSecret() throws SQLException {
        assertThat(connected(database(""))).isEqualTo("reader in postgres");
    }

    @Test
    void whatTheConnectionSaysOfTheServerIsStronger() throws SQLException {
        secrets.putSecretValue(put -> put.secretId(id)
                .secretString("{\"username\": \"reader\", \"password\": \"" + FIRST + "\", \"host\": \"elsewhere\"}"));

        assertThat(connected(database("host=127.0.0.1 dbname=template1 port=" + server.port())))
                .isEqualTo("reader in template1");
    }

    @Test
    void aPasswordThatWasRotatedIsReadAgainByTheNextConnection() throws SQLException {
        Database database = database("");
        connected(database);
        setPassword("reader", SECOND);
        secrets.putSecretValue(put -> put.secretId(id).secretString(secret("reader", SECOND)));

        assertThat(connected(database)).isEqualTo("reader in postgres");
    }

    @Test
    void aChildGetsThePasswordThatWasRotated() throws SQLException {
        Database database = database("");
        connected(database);
        setPassword("reader", SECOND);
        secrets.putSecretValue(put -> put.secretId(id).secretString(secret("reader", SECOND)));

        assertThat(database.childEnvironment()).containsEntry("PGPASSWORD", SECOND);
    }

    @Test
    void theServerMayKnowTheNewPasswordBeforeTheSecretsCurrentVersionDoes() throws SQLException {
        Database database = database("");
        connected(database);
        secrets.putSecretValue(
                put -> put.secretId(id).versionStages("AWSPENDING").secretString(secret("reader", SECOND)));
        setPassword("reader", SECOND);

        assertThat(connected(database)).isEqualTo("reader in postgres");
    }

    @Test
    void aPendingPasswordThatTheServerDoesNotKnowYetIsNotUsed() throws SQLException {
        secrets.putSecretValue(
                put -> put.secretId(id).versionStages("AWSPENDING").secretString(secret("reader", SECOND)));

        assertThat(connected(database(""))).isEqualTo("reader in postgres");
    }

    @Test
    void aRotationMayReplaceTheUserToo() throws SQLException {
        Database database = database("");
        connected(database);
        setPassword("reader", "nobody knows");
        secrets.putSecretValue(put -> put.secretId(id).secretString(secret("deputy", SECOND)));

        assertThat(connected(database)).isEqualTo("deputy in postgres");
    }

    @Test
    void anArnTellsItsRegion() throws SQLException {
        Map<String, String> elsewhere = new HashMap<>(settings);
        elsewhere.put("aws.region", "ap-southeast-2");
        String arn = secrets.describeSecret(describe -> describe.secretId(id)).arn();
        authentication.close();
        authentication = open(arn, elsewhere);

        assertThat(connected(database(""))).isEqualTo("reader in postgres");
    }

    @Test
    void aPasswordThatIsWrongIsAnErrorThatNamesTheSecretAndTellsNothingOfIt() {
        secrets.putSecretValue(put -> put.secretId(id).secretString(secret("reader", "wrong-s3cret")));

        ExportException failure = failure();

        assertThat(failure.kind()).isEqualTo(Kind.PERMISSION);
        assertThat(failure.advice().orElse("")).contains(id);
        assertThat(everythingSaidBy(failure)).doesNotContain("s3cret");
    }

    @Test
    void aSecretThatDoesNotExistIsAnErrorOfTheConfiguration() {
        authentication.close();
        authentication = open("no/such");

        ExportException failure = failure();

        assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(failure).hasMessageContaining("no/such");
    }

    @Test
    void aSecretThatIsNotOfADatabaseTellsNothingOfItself() {
        secrets.putSecretValue(put -> put.secretId(id).secretString("s3cret"));

        ExportException failure = failure();

        assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(everythingSaidBy(failure)).contains(id).doesNotContain("s3cret");
    }

    private String secret(String user, String password) {
        return """
                {"engine": "postgres", "host": "127.0.0.1", "port": %d, "dbname": "postgres",
                 "username": "%s", "password": "%s", "dbInstanceIdentifier": "app"}""".formatted(server.port(), user, password);
    }

    private void setPassword(String role, String password) {
        maintenance.execute("ALTER ROLE " + role + " PASSWORD '" + password + "'");
    }

    private Authentication open(String secret) {
        return open(secret, settings);
    }

    private static Authentication open(String secret, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("secret.id", secret);
        return new SecretAuthenticationPlugin().open(SettingsBinder.bind(SecretSettings.class, all), Map.of());
    }

    private Database database(String from) {
        return Database.resolve(
                new ConnectionSettings(Optional.of(from)),
                Map.of("HOME", folder.toString()),
                Optional.of(authentication));
    }

    private ExportException failure() {
        ExportException failure = catchThrowableOfType(
                ExportException.class, () -> database("").connect().close());
        assertThat(failure).isNotNull();
        return failure;
    }

    private static String connected(Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_user || ' in ' || current_database()")) {
            row.next();
            return row.getString(1);
        }
    }

    private static String everythingSaidBy(ExportException failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace + failure.advice().orElse("");
    }
}
