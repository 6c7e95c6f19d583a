package dev.pgexport.snapshot;

import dev.pgexport.api.SourcePlugin;
import dev.pgexport.api.read.ReaderPlugin;
import dev.pgexport.testkit.ReaderContract;
import dev.pgexport.testkit.SampleDatabase;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.rds.ExportScript;
import dev.pgexport.testkit.rds.RdsServer;
import dev.pgexport.testkit.rds.RdsSource;
import dev.pgexport.testkit.rds.TableLayout;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Kind;
import dev.pgexport.testkit.s3.S3Server;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/** What RDS stores for the strategy {@code snapshot} is read again, from tables of one file, of several and of none. */
@EveryS3Server(kinds = S3Kind.LIGHT)
class RdsParquetReaderContractTest {
    private final S3Server s3;

    RdsParquetReaderContractTest(S3Server s3) {
        this.s3 = s3;
    }

    /** One instance serves all tests of the contract, and cannot ask for a server itself. */
    @Nested
    class Reader extends ReaderContract {
        private final RdsServer rds;

        Reader() {
            rds = RdsServer.start(s3);
            System.setProperty("aws.accessKeyId", s3.accessKeyId());
            System.setProperty("aws.secretAccessKey", s3.secretAccessKey());
        }

        @AfterAll
        void stop() {
            rds.close();
            SnapshotRuns.forgetCredentials();
        }

        @Override
        protected ReaderPlugin reader() {
            return new RdsParquetReader();
        }

        @Override
        protected SourcePlugin<?> source() {
            return new SnapshotPlugin();
        }

        /** The sample without the tables that RDS skips, and without one of no columns, whose rows no file could tell. */
        @Override
        protected void fill(TestDatabase empty) {
            SampleDatabase.load(empty);
            empty.execute(
                    "DROP SCHEMA \"Odd \"\"schema\"\" / with.dots\" CASCADE",
                    "DROP TABLE \"/\", unlogged, columnless CASCADE",
                    "CREATE TABLE split AS SELECT i AS id, md5(i::text) || md5((i + 1)::text) AS words FROM"
                            + " generate_series(1, 5000) i");
        }

        @Override
        protected Map<String, String> settings(TestDatabase database) {
            rds.add(RdsSource.instance("app", database));
            rds.script(ExportScript.PLAIN
                    .withTablesPerReport(7)
                    .withLayout(database.name() + ".public.split", new TableLayout(2, 2, true)));
            return Map.of(
                    "snapshot.instance", "app",
                    "snapshot.database", database.name(),
                    "snapshot.role-arn", rds.exportRole(),
                    "snapshot.kms-key", rds.kmsKey(),
                    "snapshot.endpoint", rds.endpoint().toString(),
                    "snapshot.poll-interval", "100ms",
                    "snapshot.staging", "s3://" + s3.newBucket() + "/staging",
                    "aws.endpoint", s3.endpoint().toString(),
                    "aws.region", rds.region());
        }
    }
}
