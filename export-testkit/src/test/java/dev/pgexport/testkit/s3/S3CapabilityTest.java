package dev.pgexport.testkit.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link S3Kind} says of each server is so: tests that rely on it, and those that make do, are right. */
@EveryS3Server
class S3CapabilityTest {
    private final S3Server server;

    S3CapabilityTest(S3Server server) {
        this.server = server;
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONDITIONAL_PUT_RACE")
    void theServerCanWhatIsDeclaredAndNothingElse(S3Capability capability) throws Exception {
        assertThat(new S3Probe(server).finds(capability))
                .as("%s of %s", capability, server)
                .isEqualTo(server.can(capability));
    }
}
