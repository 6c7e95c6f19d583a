package dev.pgexport.aws.authentication;

import dev.pgexport.api.Authentication;
import dev.pgexport.api.Credentials;
import dev.pgexport.api.ServerAddress;
import dev.pgexport.aws.AwsClients;
import dev.pgexport.aws.AwsFailure;
import dev.pgexport.aws.AwsSettings;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Gives each connection a token of its own: it lasts 15 minutes, and counts only while the connection is made.
 *
 * <p>Source: Amazon RDS User Guide, "IAM database authentication for MariaDB, MySQL, and PostgreSQL".
 */
final class IamAuthentication implements Authentication {
    private final IamSettings settings;
    private final TokenSigner signer;
    private Optional<AwsClients> opened = Optional.empty();

    IamAuthentication(IamSettings settings, Clock clock) {
        this.settings = settings;
        this.signer = new TokenSigner(clock);
    }

    @Override
    public Credentials credentials(ServerAddress server, String user) {
        Endpoint endpoint = endpoint(server);
        AwsClients clients = clients(endpoint);
        try {
            AwsCredentialsIdentity identity = clients.credentials().resolveCredentials();
            return new Credentials(user, signer.sign(endpoint, region(endpoint, clients), user, identity));
        } catch (SdkException e) {
            throw AwsFailure.of(e, "sign a token for " + endpoint);
        }
    }

    /** Databases know their names in lower case alone. */
    private Endpoint endpoint(ServerAddress server) {
        return settings.endpoint()
                .map(Endpoint::parse)
                .orElseGet(
                        () -> new Endpoint(new ServerAddress(server.host().toLowerCase(Locale.ROOT), server.port())));
    }

    /** Find credentials once: those of a role are good for many tokens. */
    private synchronized AwsClients clients(Endpoint endpoint) {
        if (opened.isEmpty()) {
            AwsSettings aws = settings.aws();
            opened = Optional.of(AwsClients.open(
                    endpoint.region().map(region -> aws.withRegion(region.id())).orElse(aws)));
        }
        return opened.get();
    }

    /** A database of Amazon's says by its name where it is, and takes no token for elsewhere. */
    private static Region region(Endpoint endpoint, AwsClients clients) {
        return endpoint.region().orElseGet(clients::region);
    }

    @Override
    public boolean requiresTls() {
        return true;
    }

    @Override
    public String advice(ServerAddress server, String user) {
        Endpoint endpoint = endpoint(server);
        Region region = region(endpoint, clients(endpoint));
        return "perhaps GRANT rds_iam TO " + user + ", allow rds-db:connect on arn:"
                + PartitionMetadata.of(region).id() + ":rds-db:" + region.id() + ":ACCOUNT:dbuser:RESOURCE/" + user
                + " to these AWS credentials, set this machine's clock, or name the database's own endpoint by"
                + " --iam-endpoint: the token was for " + endpoint + " in " + region.id();
    }

    @Override
    public synchronized void close() {
        opened.ifPresent(AwsClients::close);
        opened = Optional.empty();
    }
}
