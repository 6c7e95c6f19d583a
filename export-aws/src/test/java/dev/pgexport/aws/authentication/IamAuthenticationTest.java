package dev.pgexport.aws.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgexport.api.Authentication;
import dev.pgexport.api.Export;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ExportListener;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.Selection;
import dev.pgexport.api.ServerAddress;
import dev.pgexport.api.SourcePlugin;
import dev.pgexport.aws.AwsSettings;
import dev.pgexport.copy.CopyPlugin;
import dev.pgexport.engine.Cancellation;
import dev.pgexport.engine.settings.SettingsBinder;
import dev.pgexport.pgdump.PgDumpPlugin;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.ServerCertificates;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.iam.AccessKey;
import dev.pgexport.testkit.iam.IamDatabase;
import dev.pgexport.testkit.iam.IamLogin;
import dev.pgexport.testkit.iam.IamTokenCheck;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Exports of a database that checks the signature of every token, with a clock that stands still. */
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IamAuthenticationTest {
    private static final String REGION = "eu-central-1";
    private static final AccessKey KEY = new AccessKey("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG", Optional.empty());

    private final MovedClock clock = new MovedClock();
    private final List<AutoCloseable> open = new ArrayList<>();

    private Path folder;

    private Path roots;
    private SSLContext tls;
    private TestDatabase target;

    @BeforeAll
    void prepare(PostgresServers servers, @TempDir Path shared) throws IOException, GeneralSecurityException {
        folder = shared;
        ServerCertificates certificates = new ServerCertificates(folder);
        roots = certificates.authority("authority").certificate();
        certificates.signed("authority", "server", "localhost", "-1d", "san=dns:localhost");
        tls = certificates.serverContext("server");
        // Old enough for the pg_dump of any distribution in use.
        target = servers.version(14).createDatabase();
        target.execute(
                "CREATE TABLE one AS SELECT i, repeat('x', 100) FROM generate_series(1, 5000) i",
                "CREATE TABLE two AS SELECT i, repeat('y', 100) FROM generate_series(1, 5000) i",
                "CREATE ROLE iam_reader LOGIN IN ROLE pg_read_all_data");
    }

    @AfterAll
    void dropDatabase() {
        target.close();
        new TestDatabase(target.server(), "postgres").execute("DROP ROLE iam_reader");
    }

    @BeforeEach
    void haveCredentials() {
        System.setProperty("aws.accessKeyId", KEY.id());
        System.setProperty("aws.secretAccessKey", KEY.secret());
    }

    @AfterEach
    void tidyUp() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        open.clear();
        List.of("aws.accessKeyId", "aws.secretAccessKey", "aws.sessionToken").forEach(System::clearProperty);
    }

    @Test
    void everyConnectionOfACopyAndItsPgDumpPresentATokenOfTheirOwn() throws Exception {
        assumeTrue(hasPgDump(), "pg_dump is not installed");
        IamDatabase database = start("localhost", REGION, KEY);

        try (Export export = export(new CopyPlugin(), database, authentication(REGION), Map.of())) {
            writeTogether(export);
            export.confirm();
        }

        assertThat(database.logins())
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(login -> assertThat(login.refusal()).isEmpty());
        assertThat(database.logins()).extracting(IamLogin::token).doesNotHaveDuplicates();
        assertThat(database.logins()).filteredOn(IamLogin::byLibpq).hasSize(1);
    }

    @Test
    void everyProcessOfAStagedPgDumpPresentsAValidToken() throws Exception {
        assumeTrue(hasPgDump(), "pg_dump is not installed");
        IamDatabase database = start("localhost", REGION, KEY);

        try (Export export =
                export(new PgDumpPlugin(), database, authentication(REGION), Map.of("pgdump.mode", "staged"))) {
            writeAll(export);
            export.confirm();
        }

        assertThat(database.logins())
                .allSatisfy(login -> assertThat(login.refusal()).isEmpty());
        assertThat(database.logins()).filteredOn(IamLogin::byLibpq).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aRunLongerThanATokensLifeConnectsWithNewOnes() throws Exception {
        assumeTrue(hasPgDump(), "pg_dump is not installed");
        IamDatabase database = start("localhost", REGION, KEY);

        try (Export export = export(new CopyPlugin(), database, authentication(REGION), Map.of())) {
            String first = database.logins().get(0).token();
            int before = database.logins().size();
            clock.advance(Duration.ofMinutes(16));

            writeTogether(export);

            List<IamLogin> later =
                    database.logins().subList(before, database.logins().size());
            assertThat(later)
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allSatisfy(login -> assertThat(login.refusal()).isEmpty());
            assertThat(refusalOf(first, database)).contains("it has expired");
        }
    }

    @Test
    void temporaryCredentialsSignWithTheirSessionToken() throws Exception {
        AccessKey temporary = new AccessKey("ASIAEXAMPLE", "secret", Optional.of("FQoGZXIvYXdzE/+session=="));
        System.setProperty("aws.accessKeyId", temporary.id());
        System.setProperty("aws.secretAccessKey", temporary.secret());
        System.setProperty("aws.sessionToken", "FQoGZXIvYXdzE/+session==");
        IamDatabase database = start("localhost", REGION, temporary);

        export(new CopyPlugin(), database, authentication(REGION), Map.of()).close();

        assertThat(database.logins())
                .isNotEmpty()
                .allSatisfy(login -> assertThat(login.refusal()).isEmpty());
    }

    @Test
    void theWrongRegionIsRefusedWithAdvice() {
        IamDatabase database = start("localhost", "us-gov-west-1", KEY);

        ExportException failure = failure(database, authentication(REGION));

        assertThat(failure.kind()).isEqualTo(Kind.PERMISSION);
        assertThat(failure).hasMessageContaining("PAM authentication failed for user \"iam_reader\"");
        assertThat(failure.advice().orElse(""))
                .contains(
                        "GRANT rds_iam TO iam_reader",
                        "rds-db:connect",
                        "arn:aws:rds-db:eu-central-1:",
                        "clock",
                        "localhost:" + database.port());
        assertThat(database.logins()).hasSize(1);
    }

    @Test
    void aSecretThatIsNotTheKeysIsRefused() {
        IamDatabase database = start("localhost", REGION, new AccessKey(KEY.id(), "another", Optional.empty()));

        assertThat(failure(database, authentication(REGION)).kind()).isEqualTo(Kind.PERMISSION);
        assertThat(database.logins()).extracting(IamLogin::refusal).containsExactly(Optional.of("wrong signature"));
    }

    @Test
    void throughATunnelTheTokenIsForTheEndpointThatIsNamedAndForTheRegionInItsName() throws Exception {
        String endpoint = "app.abc123.us-gov-west-1.rds.amazonaws.com";
        IamDatabase database = IamDatabase.start(
                target.server(), tls, port -> new IamTokenCheck(endpoint + ":5432", "us-gov-west-1", KEY, clock));
        open.add(database);

        ExportException without = failure(database, authentication(REGION));
        export(
                        new CopyPlugin(),
                        database,
                        authentication(settings(Optional.of(REGION), Optional.of(endpoint)), clock),
                        Map.of())
                .close();

        assertThat(without.advice().orElse("")).contains("--iam-endpoint");
        assertThat(database.logins().get(0).refusal())
                .contains("it is for another server: localhost:" + database.port());
        assertThat(database.logins().get(1).refusal()).isEmpty();
    }

    @Test
    void thePartitionIsTheRegions() {
        IamDatabase database = start("localhost", REGION, KEY);

        ExportException failure = failure(database, authentication("us-gov-east-1"));

        assertThat(failure.advice().orElse("")).contains("arn:aws-us-gov:rds-db:us-gov-east-1:");
    }

    @Test
    void aClockThatIsSlowIsNamedAmongTheCauses() {
        IamDatabase database = start("localhost", REGION, KEY);
        Clock slow = Clock.offset(clock, Duration.ofMinutes(-20));

        ExportException failure =
                failure(database, authentication(settings(Optional.of(REGION), Optional.empty()), slow));

        assertThat(failure.advice().orElse("")).contains("clock");
        assertThat(database.logins().get(0).refusal()).contains("it has expired");
    }

    @Test
    void noFailureTellsTheToken() {
        IamDatabase database = start("localhost", "us-east-1", KEY);

        ExportException failure = failure(database, authentication(REGION));

        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace + failure.advice().orElse("")).doesNotContain("X-Amz-Signature", KEY.id());
    }

    @Test
    void aTokenOfAnotherUserIsRefused() {
        IamDatabase database = start("localhost", REGION, KEY);
        String token = authentication(REGION)
                .credentials(new ServerAddress("localhost", database.port()), "somebody_else")
                .password();

        assertThat(refusalOf(token, database)).contains("wrong DBUser");
    }

    @Test
    void aTokenIsForTheNameInLowerCaseWhateverWasWritten() throws Exception {
        IamDatabase database = start("localhost", REGION, KEY);

        String token = authentication(REGION)
                .credentials(new ServerAddress("LocalHost", database.port()), "iam_reader")
                .password();

        assertThat(token).startsWith("localhost:" + database.port() + "/?");
    }

    @Test
    void withoutAwsCredentialsThereIsNoToken() {
        Map<String, String> settings = Map.of("aws.region", REGION, "aws.profile", "no-such-profile");
        IamDatabase database = start("localhost", REGION, KEY);
        IamSettings without = new IamSettings(SettingsBinder.bind(AwsSettings.class, settings), Optional.empty());

        ExportException failure = failure(database, authentication(without, clock));

        assertThat(failure.kind()).isEqualTo(Kind.PERMISSION);
        assertThat(failure).hasMessageContaining("no-such-profile");
        assertThat(database.logins()).isEmpty();
    }

    private static boolean hasPgDump() {
        for (String folder :
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, "pg_dump"))) {
                return true;
            }
        }
        return false;
    }

    private IamDatabase start(String host, String region, AccessKey key) {
        IamDatabase database = IamDatabase.start(
                target.server(), tls, port -> new IamTokenCheck(host + ":" + port, region, key, clock));
        open.add(database);
        return database;
    }

    private static IamSettings settings(Optional<String> region, Optional<String> endpoint) {
        Map<String, String> settings = new HashMap<>();
        region.ifPresent(name -> settings.put("aws.region", name));
        return new IamSettings(SettingsBinder.bind(AwsSettings.class, settings), endpoint);
    }

    private Authentication authentication(String region) {
        return authentication(settings(Optional.of(region), Optional.empty()), clock);
    }

    private Authentication authentication(IamSettings settings, Clock signing) {
        Authentication authentication = new IamAuthentication(settings, signing);
        open.add(authentication);
        return authentication;
    }

    private ExportException failure(IamDatabase database, Authentication authentication) {
        ExportException failure = catchThrowableOfType(
                ExportException.class,
                () -> export(new CopyPlugin(), database, authentication, Map.of())
                        .close());
        assertThat(failure).isNotNull();
        return failure;
    }

    private <C extends Record> Export export(
            SourcePlugin<C> plugin, IamDatabase database, Authentication authentication, Map<String, String> more)
            throws InterruptedException {
        Map<String, String> settings = new HashMap<>(more);
        settings.put(
                "from",
                "host=localhost user=iam_reader dbname=" + target.name() + " port=" + database.port() + " sslrootcert="
                        + roots);
        ExportRequest request = new ExportRequest(
                new ExportId("iam-test"),
                Selection.everything(),
                2,
                folder.resolve("scratch"),
                Map.of(
                        "PATH",
                        Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin"),
                        "HOME",
                        folder.toString()),
                Optional.of(authentication),
                Optional.empty(),
                new Cancellation(),
                new Silence());
        return plugin.open(SettingsBinder.bind(plugin.settings(), settings), request);
    }

    private static void writeAll(Export export) throws IOException, InterruptedException {
        for (Iterator<ExportObject> objects = export.objects(); objects.hasNext(); ) {
            objects.next().writeTo(OutputStream.nullOutputStream());
        }
    }

    /** Write the definitions, then two tables at the same time, so that each has a connection of its own, and then the others. */
    private static void writeTogether(Export export) throws Exception {
        Iterator<ExportObject> objects = export.objects();
        objects.next().writeTo(OutputStream.nullOutputStream());
        CyclicBarrier barrier = new CyclicBarrier(2);
        List<Callable<Void>> writers = new ArrayList<>();
        for (ExportObject object : List.of(objects.next(), objects.next())) {
            writers.add(() -> {
                object.writeTo(new MeetingStream(barrier));
                return null;
            });
        }
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            for (Future<Void> written : executor.invokeAll(writers, 1, TimeUnit.MINUTES)) {
                written.get();
            }
        } finally {
            executor.shutdownNow();
        }
        while (objects.hasNext()) {
            objects.next().writeTo(OutputStream.nullOutputStream());
        }
    }

    /** Waits for another before it takes its first bytes. */
    private static final class MeetingStream extends OutputStream {
        private final CyclicBarrier barrier;
        private boolean met;

        MeetingStream(CyclicBarrier barrier) {
            this.barrier = barrier;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (!met) {
                met = true;
                try {
                    barrier.await(1, TimeUnit.MINUTES);
                } catch (Exception e) {
                    throw new IOException(e);
                }
            }
        }
    }

    private Optional<String> refusalOf(String token, IamDatabase database) {
        String url = "jdbc:postgresql://localhost:" + database.port() + "/" + target.name()
                + "?sslmode=require&user=iam_reader";
        SQLException failure = catchThrowableOfType(
                SQLException.class,
                () -> DriverManager.getConnection(url + "&password=" + encoded(token))
                        .close());
        assertThat(failure.getSQLState()).isEqualTo("28000");
        return database.logins().get(database.logins().size() - 1).refusal();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static final class Silence implements ExportListener {
        @Override
        public void warning(String message) {}

        @Override
        public void progress(String phase, double fraction) {}
    }
}
