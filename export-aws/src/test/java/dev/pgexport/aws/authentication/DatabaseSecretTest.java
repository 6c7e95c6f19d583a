package dev.pgexport.aws.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgexport.api.ConnectionDefaults;
import dev.pgexport.api.Credentials;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSecretTest {
    @Test
    void theFormOfAnRdsSecretIsRead() {
        DatabaseSecret secret = DatabaseSecret.parse("app", """
                {"engine": "postgres", "host": "db.example.org", "username": "reader", "password": "s3cret",
                 "dbname": "app", "port": "6432", "dbInstanceIdentifier": "app-1"}""");

        assertThat(secret.credentials()).isEqualTo(new Credentials("reader", "s3cret"));
        assertThat(secret.defaults())
                .isEqualTo(new ConnectionDefaults(
                        Optional.of("db.example.org"), Optional.of(6432), Optional.of("app"), Optional.of("reader")));
    }

    @Test
    void thatOfAMasterUserManagedByRdsHasNoMoreThanUserAndPassword() {
        DatabaseSecret secret = DatabaseSecret.parse("app", "{\"username\": \"admin\", \"password\": \"s3cret\"}");

        assertThat(secret.defaults())
                .isEqualTo(new ConnectionDefaults(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("admin")));
    }

    @Test
    void aPortMayBeANumber() {
        assertThat(DatabaseSecret.parse("app", "{\"username\": \"u\", \"password\": \"p\", \"port\": 6432}")
                        .defaults()
                        .port())
                .contains(6432);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3cret",
                "{\"username\": \"reader\", \"password\": \"s3cret\"",
                "{\"username\": s3cret}",
                "",
                "[\"s3cret\"]",
                "{\"password\": \"s3cret\"}",
                "{\"username\": \"reader\", \"passwort\": \"s3cret\"}",
                "{\"username\": \"reader\", \"password\": \"s3cret\", \"engine\": \"mysql\"}",
                "{\"username\": \"reader\", \"password\": \"s3cret\", \"port\": \"s3cret\"}"
            })
    void whatIsNoSecretOfOursIsAnErrorThatRepeatsNothingOfIt(String text) {
        ExportException failure =
                catchThrowableOfType(ExportException.class, () -> DatabaseSecret.parse("app/reader", text));

        assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(failure).hasMessageContaining("app/reader");
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace + failure.advice().orElse("")).doesNotContain("s3cret");
    }
}
