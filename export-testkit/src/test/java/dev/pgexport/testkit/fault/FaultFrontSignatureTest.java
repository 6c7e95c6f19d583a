package dev.pgexport.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Capability;
import dev.pgexport.testkit.s3.S3Credentials;
import dev.pgexport.testkit.s3.S3Server;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Signatures that pass a front are checked behind it: one that held would prove nothing if none were. */
@EveryS3Server(needs = S3Capability.SIGNATURES)
class FaultFrontSignatureTest {
    private final S3Server server;

    FaultFrontSignatureTest(S3Server server) {
        this.server = server;
    }

    @Test
    void serverBehindTheFrontRefusesAWrongSignature() {
        String bucket = server.newBucket();
        S3Credentials wrong =
                new S3Credentials(server.accessKeyId(), "not " + server.secretAccessKey(), Optional.empty());
        try (FaultFront front = FaultFront.s3(server.endpoint());
                S3Client client = server.clientBuilder(wrong)
                        .endpointOverride(front.endpoint())
                        .build()) {
            assertThatThrownBy(() -> client.listObjectsV2(request -> request.bucket(bucket)))
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch"));
        }
    }
}
