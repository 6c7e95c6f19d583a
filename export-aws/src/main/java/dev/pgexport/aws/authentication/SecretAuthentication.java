package dev.pgexport.aws.authentication;

import dev.pgexport.api.Authentication;
import dev.pgexport.api.ConnectionDefaults;
import dev.pgexport.api.Credentials;
import dev.pgexport.api.ServerAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a secret said until a server refuses it, then reads the secret again.
 *
 * <p>While a password is being rotated, the server knows the new one before the secret's current version does: the pending
 * version has it already.
 *
 * <p>Source: AWS Secrets Manager User Guide, "Rotation by Lambda function".
 */
final class SecretAuthentication implements Authentication {
    private static final Logger LOGGER = LoggerFactory.getLogger(SecretAuthentication.class);

    private final SecretStore store;
    private Optional<DatabaseSecret> known = Optional.empty();

    SecretAuthentication(SecretStore store) {
        this.store = store;
    }

    @Override
    public ConnectionDefaults defaults() {
        return known().defaults();
    }

    @Override
    public Credentials credentials(ServerAddress server, String user) {
        return known().credentials();
    }

    private synchronized DatabaseSecret known() {
        if (known.isEmpty()) {
            known = Optional.of(store.current());
        }
        return known.get();
    }

    @Override
    public boolean rotates() {
        return true;
    }

    @Override
    public synchronized boolean renew(Credentials refused) {
        if (!known().credentials().equals(refused)) {
            return true;
        }
        Optional<DatabaseSecret> another = Optional.of(store.current())
                .filter(secret -> !secret.credentials().equals(refused))
                .or(() -> store.pending().filter(secret -> !secret.credentials().equals(refused)));
        if (another.isPresent()) {
            LOGGER.atInfo().addKeyValue("secret", store.name()).log("the password was rotated");
            known = another;
        }
        return another.isPresent();
    }

    @Override
    public boolean requiresTls() {
        return false;
    }

    @Override
    public String advice(ServerAddress server, String user) {
        return "perhaps the secret " + store.name() + " is of another database or user, or its rotation failed";
    }

    @Override
    public void close() {
        store.close();
    }
}
