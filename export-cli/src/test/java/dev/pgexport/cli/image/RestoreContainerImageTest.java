package dev.pgexport.cli.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.image.ContainerImage.Outcome;
import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.SampleDatabase;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Kind;
import dev.pgexport.testkit.s3.S3Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports of every version whose definitions the image's pg_dump can read come back on the newest, row by row. */
@EveryS3Server(kinds = S3Kind.LOCALSTACK)
@RequiresContainerImage
@ExtendWith(PostgresExtension.class)
class RestoreContainerImageTest {
    private final ContainerImage image;
    private final String to;

    RestoreContainerImageTest(S3Server server, @TempDir Path folder) {
        to = "s3://" + server.newBucket() + "/exports";
        image = new ContainerImage(
                folder,
                Map.of(
                        "AWS_ACCESS_KEY_ID", server.accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY", server.secretAccessKey(),
                        "PGEXPORT_AWS_REGION", server.region(),
                        "PGEXPORT_AWS_ENDPOINT", server.endpoint().toString()),
                List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "14, copy --copy-format=csv",
        "14, pgdump --pgdump-mode=stream",
        "15, copy --copy-format=text",
        "15, pgdump --pgdump-mode=plain",
        "16, copy --copy-format=csv",
        "16, pgdump --pgdump-mode=staged",
        "17, copy --copy-format=binary",
        "17, pgdump --pgdump-mode=stream"
    })
    void everyVersionComesBackOnTheNewest(int version, String strategy, PostgresServers servers) {
        try (TestDatabase source = servers.version(version).createDatabase();
                TestDatabase target = servers.newest().createDatabase()) {
            SampleDatabase.load(source);

            Outcome exported = image.run(Stream.concat(
                            Stream.of("run", "--from", source.uri().toString(), "--to", to, "--quiet", "--strategy"),
                            Stream.of(strategy.split(" ")))
                    .toArray(String[]::new));
            Outcome restored = image.run("restore", to, "--to", target.uri().toString(), "--quiet");
            Outcome compared = image.run(
                    "compare", source.uri().toString(), target.uri().toString(), "--rows", "3", "--show-values");

            assertThat(exported.exitCode()).as(exported.err()).isZero();
            assertThat(restored.exitCode()).as(restored.err()).isZero();
            assertThat(compared.exitCode()).as(compared.out() + compared.err()).isZero();
        }
    }
}
