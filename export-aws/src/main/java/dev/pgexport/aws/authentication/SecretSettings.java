package dev.pgexport.aws.authentication;

import dev.pgexport.api.setting.Setting;
import dev.pgexport.aws.AwsSettings;

/**
 * Which secret says who to be.
 *
 * @param aws how it is read
 * @param id its name or its ARN
 */
public record SecretSettings(
        AwsSettings aws,

        @Setting(
                key = "secret.id",
                placeholder = "NAME|ARN",
                description = "The secret of AWS Secrets Manager with username and password, and perhaps host, port and"
                        + " dbname, in the form that Amazon RDS gives it")
        String id) {

    public SecretSettings {
        if (id.isBlank()) {
            throw new IllegalArgumentException("secret.id is the name or the ARN of a secret");
        }
    }
}
