package dev.pgexport.aws.authentication;

import dev.pgexport.api.setting.Setting;
import dev.pgexport.aws.AwsSettings;
import java.util.Optional;

/**
 * How tokens for the login to a database are made.
 *
 * @param aws whose they are
 * @param endpoint as in {@code host:5432}; empty for what the connection names
 */
public record IamSettings(
        AwsSettings aws,

        @Setting(
                key = "iam.endpoint",
                placeholder = "HOST:PORT",
                description = "The database's own endpoint, which tokens are signed for, where the connection goes"
                        + " through a tunnel or by another name")
        Optional<String> endpoint) {

    public IamSettings {
        endpoint.ifPresent(Endpoint::parse);
    }
}
