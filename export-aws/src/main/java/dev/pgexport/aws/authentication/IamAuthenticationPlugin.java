package dev.pgexport.aws.authentication;

import dev.pgexport.api.Authentication;
import dev.pgexport.api.AuthenticationPlugin;
import java.time.Clock;
import java.util.Map;

/** The authentication {@code iam}: a fresh token of AWS IAM for each connection. */
public final class IamAuthenticationPlugin implements AuthenticationPlugin<IamSettings> {
    @Override
    public String name() {
        return "iam";
    }

    @Override
    public String description() {
        return "Signs a token with AWS credentials for each connection, for databases of Amazon RDS and Aurora";
    }

    @Override
    public Class<IamSettings> settings() {
        return IamSettings.class;
    }

    @Override
    public Authentication open(IamSettings settings, Map<String, String> environment) {
        return new IamAuthentication(settings, Clock.systemUTC());
    }
}
