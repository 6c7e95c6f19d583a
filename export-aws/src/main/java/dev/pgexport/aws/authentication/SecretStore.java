package dev.pgexport.aws.authentication;

import dev.pgexport.api.ExportException;
import dev.pgexport.aws.AwsClients;
import dev.pgexport.aws.AwsFailure;
import dev.pgexport.aws.AwsSettings;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** One secret in AWS Secrets Manager. Thread-safe. */
final class SecretStore implements AutoCloseable {
    private static final Pattern ARN = Pattern.compile("arn:[^:]+:secretsmanager:([^:]+):.*");

    private final SecretSettings settings;
    private Optional<Opened> opened = Optional.empty();

    SecretStore(SecretSettings settings) {
        this.settings = settings;
    }

    private record Opened(AwsClients clients, SecretsManagerClient client) {}

    String name() {
        return settings.id();
    }

    /**
     * Read the version that counts.
     *
     * @throws ExportException when it cannot be read, or is not of a PostgreSQL database
     */
    DatabaseSecret current() {
        try {
            return read("AWSCURRENT");
        } catch (SdkException e) {
            throw AwsFailure.of(e, "read the secret " + name());
        }
    }

    /**
     * Read the version that a rotation is about to make the current one; empty when none is under way, or we may not see
     * it.
     */
    Optional<DatabaseSecret> pending() {
        try {
            return Optional.of(read("AWSPENDING"));
        } catch (SdkException e) {
            boolean unseen = e instanceof ResourceNotFoundException
                    || AwsFailure.of(e, "").kind() == ExportException.Kind.PERMISSION;
            if (unseen) {
                return Optional.empty();
            }
            throw AwsFailure.of(e, "read the secret " + name());
        }
    }

    private DatabaseSecret read(String stage) {
        GetSecretValueResponse answer =
                client().getSecretValue(request -> request.secretId(name()).versionStage(stage));
        String text = Optional.ofNullable(answer.secretString())
                .orElseThrow(() -> DatabaseSecret.malformed(name(), "is bytes, no text"));
        return DatabaseSecret.parse(name(), text);
    }

    private synchronized SecretsManagerClient client() {
        if (opened.isEmpty()) {
            AwsClients clients = AwsClients.open(regional());
            opened = Optional.of(new Opened(
                    clients, clients.configure(SecretsManagerClient.builder()).build()));
        }
        return opened.get().client();
    }

    /** A secret's ARN says where it is. */
    private AwsSettings regional() {
        Matcher arn = ARN.matcher(name());
        return arn.matches() ? settings.aws().withRegion(arn.group(1)) : settings.aws();
    }

    @Override
    public synchronized void close() {
        opened.ifPresent(both -> {
            both.client().close();
            both.clients().close();
        });
        opened = Optional.empty();
    }
}
