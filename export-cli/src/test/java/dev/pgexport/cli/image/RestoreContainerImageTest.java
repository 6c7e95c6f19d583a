package dev.pgexport.cli.image;

import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Kind;
import dev.pgexport.testkit.s3.S3Server;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports of every version whose definitions the image's pg_dump can read come back on the newest, row by row. */
@EveryS3Server(kinds = S3Kind.LOCALSTACK)
@RequiresContainerImage
@ExtendWith(PostgresExtension.class)
class RestoreContainerImageTest {
    private final RoundTrip roundTrip;

    RestoreContainerImageTest(S3Server server, @TempDir Path folder) {
        roundTrip = RoundTrip.of(server, ContainerImage.TAG, folder);
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
        roundTrip.assertComesBack(servers.version(version), servers.newest(), strategy);
    }
}
