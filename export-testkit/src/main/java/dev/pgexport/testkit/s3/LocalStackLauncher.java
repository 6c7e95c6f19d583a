package dev.pgexport.testkit.s3;

import dev.pgexport.testkit.container.Containers;
import dev.pgexport.testkit.container.LocalStack;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

/** Hands out the S3 of the run's LocalStack, with a key for encryption. */
final class LocalStackLauncher implements S3Launcher {
    private final Containers containers;

    LocalStackLauncher(Containers containers) {
        this.containers = containers;
    }

    @Override
    public Optional<String> missing() {
        return containers.missing(LocalStack.IMAGE);
    }

    @Override
    public S3Server start() {
        LocalStack stack = containers.localStack();
        S3Credentials owner = new S3Credentials(stack.accessKeyId(), stack.secretAccessKey(), Optional.empty());
        return new S3Server(S3Kind.LOCALSTACK, stack.endpoint(), owner, Optional.of(createKey(stack, owner)), () -> {
            // The container is the run's, and other services of it may be in use.
        });
    }

    private static String createKey(LocalStack stack, S3Credentials owner) {
        try (KmsClient kms = KmsClient.builder()
                .endpointOverride(stack.endpoint())
                .region(Region.of(stack.region()))
                .credentialsProvider(StaticCredentialsProvider.create(S3Server.sdk(owner)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            return kms.createKey().keyMetadata().arn();
        }
    }
}
