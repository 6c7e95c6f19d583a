package dev.pgexport.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Selection;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.rds.ExportScript;
import dev.pgexport.testkit.rds.RdsError;
import dev.pgexport.testkit.rds.RdsExtension;
import dev.pgexport.testkit.rds.RdsServer;
import dev.pgexport.testkit.rds.RdsSource;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Capability;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever RDS says or does not say, there is a whole export or none, and the failure says why. */
@EveryS3Server(needs = S3Capability.POLICIES)
@ExtendWith({PostgresExtension.class, RdsExtension.class})
class SnapshotFailureTest {
    private final RdsServer rds;
    private final SnapshotRuns runs;

    SnapshotFailureTest(RdsServer rds, TestDatabase database, @TempDir Path folder) {
        database.execute(
                "CREATE TABLE moves (id int PRIMARY KEY, note text)",
                "INSERT INTO moves SELECT i, 'note ' || i FROM generate_series(1, 100) i",
                "CREATE TABLE stays (id int)",
                "INSERT INTO stays VALUES (1)");
        this.rds = rds;
        runs = new SnapshotRuns(rds, database, folder);
    }

    @AfterEach
    void forget() {
        SnapshotRuns.forgetCredentials();
    }

    private String target(String table) {
        return runs.database.name() + ".public." + table;
    }

    private ExportException failure() {
        return catchThrowableOfType(ExportException.class, runs::run);
    }

    private void fails(Kind kind, String... says) {
        ExportException failure = failure();
        assertThat(failure).as("the failure").isNotNull();
        assertThat(failure.kind()).as(String.valueOf(failure.getMessage())).isEqualTo(kind);
        assertThat(failure).hasMessageContainingAll(says);
        if (kind != Kind.UNAVAILABLE) {
            assertThat(failure.advice()).isPresent();
        }
        nothingIsLeft();
    }

    private void nothingIsLeft() {
        assertThat(runs.keys()).isEmpty();
        assertThat(runs.snapshots()).isEmpty();
    }

    @Test
    void aSkippedTableFails() {
        rds.script(ExportScript.PLAIN.withSkipped(target("moves"), "PERMISSIONS_DO_NOT_EXIST"));

        fails(Kind.INTEGRITY, target("moves"), "PERMISSIONS_DO_NOT_EXIST");
    }

    @Test
    void aSkippedTableThatIsNotWantedDoesNotFail() throws Exception {
        rds.script(ExportScript.PLAIN.withSkipped(target("moves"), "PERMISSIONS_DO_NOT_EXIST"));

        Manifest manifest = runs.excluding("moves").run();

        assertThat(manifest.tables()).hasSize(1);
        assertThat(manifest.leftOut()).anyMatch(left -> left.name().equals("public.moves"));
    }

    @Test
    void aTableThatFailsFailsThoughTheTaskCompletes() {
        rds.script(ExportScript.PLAIN.withFailing(target("moves"), "a row of 2 GB"));

        fails(Kind.INTEGRITY, target("moves") + " is FAILED", "a row of 2 GB");
    }

    @Test
    void aDatabaseWhoseTablesRdsCannotListFails() {
        rds.script(ExportScript.PLAIN.withUnlistedDatabase(runs.database.name()));

        fails(Kind.INTEGRITY, "FAILED_TO_EXTRACT_TABLES_LIST_FOR_DATABASE");
    }

    @Test
    void aWarningAboutTheDatabaseFails() {
        rds.script(ExportScript.PLAIN.withDatabaseWarning(runs.database.name(), "could not connect"));

        fails(Kind.INTEGRITY, "could not connect");
    }

    @Test
    void aWarningThatIsNoJsonFails() {
        rds.script(ExportScript.PLAIN.withWarning("something is wrong"));

        fails(Kind.INTEGRITY, "something is wrong");
    }

    @Test
    void aTableThatWasAskedForAndIsNotMentionedFails() {
        rds.script(ExportScript.PLAIN.withUnmentioned(target("moves")));
        runs.tables("moves", "stays");

        fails(Kind.INTEGRITY, "public.moves is not in the export");
    }

    @Test
    void aTableThatTheCatalogKnowsAndRdsDoesNotMentionFails() {
        rds.script(ExportScript.PLAIN.withUnmentioned(target("moves")));
        runs.with("from", runs.database.uri().toString());

        fails(Kind.INTEGRITY, "public.moves is not in the export");
    }

    @Test
    void aTableThatDoesNotExistFails() {
        runs.tables("nothing");

        fails(Kind.INTEGRITY, "nothing");
    }

    @Test
    void aDatabaseThatDoesNotExistFails() {
        runs.with("snapshot.database", "nothing");

        fails(Kind.INTEGRITY, "nothing");
    }

    @Test
    void aPatternThatMatchesNothingFails() {
        runs.tables("nothing*");

        fails(Kind.CONFIGURATION, "no matching tables");
    }

    @Test
    void aTableWithoutAFileIsSaidToBeTakenForEmpty() throws Exception {
        rds.script(ExportScript.PLAIN.withUnwritten(target("moves")));

        Manifest manifest = runs.run();

        assertThat(manifest.warnings()).anyMatch(warning -> warning.contains("public.moves"));
    }

    @Test
    void moreThanIsSelectedFailsWhenStrict() {
        runs.excluding("moves").with("strict", "true");

        fails(Kind.CONFIGURATION, "RDS cannot leave out");
        assertThat(rds.requests("CreateDBSnapshot")).isEmpty();
    }

    static Stream<Arguments> causes() {
        return Stream.of(
                Arguments.of("An unknown internal error occurred.", Kind.UNAVAILABLE),
                Arguments.of(
                        "The RDS export failed to write the export task's metadata because it can't assume the IAM role"
                                + " arn:aws:iam::123456789012:role/export.",
                        Kind.PERMISSION),
                Arguments.of(
                        "The IAM role x isn't authorized to call s3:PutObject on the S3 bucket y. Review your permissions"
                                + " and retry the export.",
                        Kind.PERMISSION),
                Arguments.of(
                        "KMS key check failed. Check the credentials on your KMS key and try again.", Kind.PERMISSION),
                Arguments.of(
                        "The S3 bucket x isn't located in the current AWS Region. Please, review your S3 bucket name and"
                                + " retry the export.",
                        Kind.CONFIGURATION),
                Arguments.of("A value is too large: 500 MB", Kind.CONFIGURATION));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void aTaskThatFailsSaysWhy(String cause, Kind kind) {
        rds.script(ExportScript.PLAIN.withFailure(50, cause));

        fails(kind, cause);
    }

    @Test
    void aTaskThatFailsIsFollowedByTheNextOfTheSameRun() throws Exception {
        rds.script(ExportScript.PLAIN.withFailure(50, "An unknown internal error occurred."));
        fails(Kind.UNAVAILABLE, "unknown internal error");
        rds.script(ExportScript.PLAIN);

        Manifest manifest = runs.run();

        assertThat(manifest.tables()).hasSize(2);
        assertThat(runs.task()).endsWith("-2");
        assertThat(runs.verify(manifest, false).differences()).isEmpty();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("StartExportTask", RdsError.exportTaskLimitReached(), Kind.UNAVAILABLE),
                Arguments.of("StartExportTask", RdsError.iamRoleNotFound("x"), Kind.CONFIGURATION),
                Arguments.of("StartExportTask", RdsError.iamRoleMissingPermissions("x"), Kind.PERMISSION),
                Arguments.of("StartExportTask", RdsError.invalidS3Bucket("x"), Kind.CONFIGURATION),
                Arguments.of("StartExportTask", RdsError.kmsKeyNotAccessible("x"), Kind.PERMISSION),
                Arguments.of("StartExportTask", RdsError.accessDenied("StartExportTask"), Kind.PERMISSION),
                Arguments.of("CreateDBSnapshot", RdsError.accessDenied("CreateDBSnapshot"), Kind.PERMISSION),
                Arguments.of("DescribeDBInstances", RdsError.accessDenied("DescribeDBInstances"), Kind.PERMISSION),
                Arguments.of("StartExportTask", RdsError.unavailable(), Kind.UNAVAILABLE));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusedCallFailsAndNothingIsLeft(String action, RdsError error, Kind kind) {
        rds.refuse(action, error);

        fails(kind, error.message());
    }

    @Test
    void whereRdsDoesNotExportTheOtherStrategiesAreNamed() {
        rds.offerNoExports();

        ExportException failure = failure();

        assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(failure).hasMessage("RDS does not offer exports of snapshots to S3 in " + rds.region());
        assertThat(failure.advice().orElseThrow()).contains("--strategy copy", "pgdump");
        nothingIsLeft();
    }

    @Test
    void throttlingAndFailuresForAMomentAreWaitedOut() throws Exception {
        for (String action :
                List.of("CreateDBSnapshot", "StartExportTask", "DescribeExportTasks", "DescribeDBSnapshots")) {
            rds.refuse(action, RdsError.throttling(), 1);
            rds.refuse(action, RdsError.internalFailure(), 1);
        }

        assertThat(runs.run().tables()).hasSize(2);
    }

    @Test
    void aLostAnswerStartsNoSecondTask() throws Exception {
        rds.loseAnswers("CreateDBSnapshot", 1);
        rds.loseAnswers("StartExportTask", 1);

        assertThat(runs.run().tables()).hasSize(2);
        assertThat(runs.task()).endsWith("-1");
    }

    @Test
    void tablesThatRdsWouldSkipAreFoundBeforeAnythingIsStarted() {
        runs.database.execute("CREATE TABLE odd (\"a b\" int)", "CREATE UNLOGGED TABLE fast (id int)");
        runs.with("from", runs.database.uri().toString());

        fails(Kind.CONFIGURATION, "public.odd (its column \"a b\")", "public.fast (unlogged)");
        assertThat(rds.requests("CreateDBSnapshot")).isEmpty();
    }

    @Test
    void tablesThatRdsWouldSkipMayBeLeftOut() throws Exception {
        runs.database.execute("CREATE TABLE odd (\"a b\" int)");
        runs.with("from", runs.database.uri().toString()).excluding("odd");

        assertThat(runs.run().tables()).hasSize(2);
    }

    @Test
    void aSnapshotThatDoesNotExistFails() {
        runs.without("snapshot.instance").with("snapshot.id", "nothing");

        fails(Kind.CONFIGURATION, "nothing");
    }

    @Test
    void aSnapshotThatSomebodyElseMadeIsNeverDeleted() {
        rds.client()
                .createDBSnapshot(snapshot ->
                        snapshot.dbInstanceIdentifier(SnapshotRuns.INSTANCE).dbSnapshotIdentifier("precious"));

        assertThat(catchThrowableOfType(
                        ExportException.class,
                        () -> runs.with("snapshot.database", "nothing").run()))
                .isNotNull();

        assertThat(runs.snapshots()).containsExactly("precious");
    }

    @Test
    void definitionsAloneAreNotOnOffer() {
        runs.selecting(new Selection(List.of(), List.of(), List.of(), List.of(), List.of(), false, false, true));

        fails(Kind.CONFIGURATION, "RDS exports rows");
    }

    @Test
    void withoutAPlaceInS3ThereIsNone() {
        runs.toDisk().without("snapshot.staging");

        fails(Kind.CONFIGURATION, "RDS writes to S3 alone");
    }

    @Test
    void aTaskThatTakesTooLongIsCancelled() {
        rds.halt();
        runs.with("snapshot.max-duration", "3s").with("snapshot.mode", "live");
        rds.add(RdsSource.cluster("aurora", runs.database));
        runs.without("snapshot.instance").with("snapshot.cluster", "aurora").with("snapshot.stop-timeout", "1s");

        ExportException failure = failure();

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("takes longer");
        assertThat(rds.requests("CancelExportTask")).isNotEmpty();
    }
}
