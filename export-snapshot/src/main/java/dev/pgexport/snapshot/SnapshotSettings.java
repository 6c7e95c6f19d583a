package dev.pgexport.snapshot;

import dev.pgexport.api.setting.Setting;
import dev.pgexport.aws.AwsSettings;
import dev.pgexport.postgres.connection.ConnectionSettings;
import java.net.URI;
import java.util.Optional;

/**
 * The settings of the strategy {@code snapshot}.
 *
 * @param connection the database, which is asked for its catalog alone; without it only its name is needed
 * @param aws how AWS is reached
 * @param source what is exported
 * @param task how RDS exports it
 * @param database empty for the one of the connection
 * @param strict whether RDS must be able to leave out what is not selected
 * @param endpoint of RDS, when it is another than that of all services
 */
public record SnapshotSettings(
        ConnectionSettings connection,
        AwsSettings aws,
        SourceSettings source,
        TaskSettings task,

        @Setting(
                key = "snapshot.database",
                placeholder = "NAME",
                description = "The database in the snapshot; without it the one that --from or PGDATABASE names")
        Optional<String> database,

        @Setting(
                key = "strict",
                defaultValue = "false",
                description =
                        "Fail where RDS has to write tables that are not selected; without it they are deleted once it"
                                + " has, and the manifest says so")
        boolean strict,

        @Setting(
                key = "snapshot.endpoint",
                placeholder = "URI",
                description = "Server that speaks the protocol of RDS, where it is another than --aws-endpoint, as an"
                        + " endpoint in a VPC")
        Optional<URI> endpoint) {

    public SnapshotSettings {
        endpoint.ifPresent(uri -> {
            if (uri.getScheme() == null || uri.getHost() == null) {
                throw new IllegalArgumentException("snapshot.endpoint is a URI such as https://rds.example.com");
            }
        });
    }
}
