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

/** With a pg_dump of the newest version the newest server is exported and comes back, and every older one does. */
@EveryS3Server(kinds = S3Kind.LOCALSTACK)
@RequiresContainerImage(newest = true)
@ExtendWith(PostgresExtension.class)
class NewestContainerImageTest {
    private final RoundTrip roundTrip;

    NewestContainerImageTest(S3Server server, @TempDir Path folder) {
        roundTrip = RoundTrip.of(server, ContainerImage.NEWEST, folder);
    }

    @ParameterizedTest
    @CsvSource({
        "14, pgdump --pgdump-mode=staged",
        "15, pgdump --pgdump-mode=stream",
        "16, pgdump --pgdump-mode=plain",
        "17, pgdump --pgdump-mode=staged",
        "18, pgdump --pgdump-mode=stream",
        "18, pgdump --pgdump-mode=plain",
        "18, pgdump --pgdump-mode=staged",
        "18, copy --copy-format=csv"
    })
    void everyVersionComesBackOnTheNewest(int version, String strategy, PostgresServers servers) {
        roundTrip.assertComesBack(servers.version(version), servers.newest(), strategy);
    }
}
