package dev.pgexport.cli.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.image.ContainerImage.Outcome;
import dev.pgexport.testkit.PostgresServer;
import dev.pgexport.testkit.SampleDatabase;
import dev.pgexport.testkit.TestDatabase;
import dev.pgexport.testkit.s3.S3Server;
import java.nio.file.Path;
import java.util.stream.Stream;

/** An export by the image, restored and compared by it. */
record RoundTrip(ContainerImage image, String to) {
    static RoundTrip of(S3Server server, String tag, Path folder) {
        return new RoundTrip(ContainerImage.beside(server, tag, folder), "s3://" + server.newBucket() + "/exports");
    }

    void assertComesBack(PostgresServer from, PostgresServer on, String strategy) {
        try (TestDatabase source = from.createDatabase();
                TestDatabase target = on.createDatabase()) {
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
