package dev.pgexport.aws.authentication;

import dev.pgexport.api.Authentication;
import dev.pgexport.api.AuthenticationPlugin;
import java.util.Map;

/** The authentication {@code secret}: user and password of a secret in AWS Secrets Manager. */
public final class SecretAuthenticationPlugin implements AuthenticationPlugin<SecretSettings> {
    @Override
    public String name() {
        return "secret";
    }

    @Override
    public String description() {
        return "Takes user and password, and perhaps the host, from a secret of AWS Secrets Manager, and follows its"
                + " rotation";
    }

    @Override
    public Class<SecretSettings> settings() {
        return SecretSettings.class;
    }

    @Override
    public Authentication open(SecretSettings settings, Map<String, String> environment) {
        return new SecretAuthentication(new SecretStore(settings));
    }
}
