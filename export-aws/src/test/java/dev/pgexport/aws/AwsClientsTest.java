package dev.pgexport.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.engine.settings.SettingsBinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwsClientsTest {
    @TempDir
    Path folder;

    private final Map<String, String> properties = new HashMap<>();

    @BeforeEach
    void haveAProfile() throws IOException {
        Path config = folder.resolve("config");
        Files.writeString(config, """
                [profile gov]
                region = us-gov-west-1
                aws_access_key_id = AKIDGOV
                aws_secret_access_key = not-a-secret
                """);
        set("aws.configFile", config.toString());
        set("aws.sharedCredentialsFile", folder.resolve("credentials").toString());
        set("aws.disableEc2Metadata", "true");
    }

    private void set(String property, String value) {
        properties.put(property, value);
        System.setProperty(property, value);
    }

    @AfterEach
    void restore() {
        properties.keySet().forEach(System::clearProperty);
    }

    private static AwsClients open(Map<String, String> settings) {
        return AwsClients.open(SettingsBinder.bind(AwsSettings.class, settings));
    }

    @Test
    void theRegionThatWasGivenCounts() {
        set("aws.region", "eu-west-1");

        try (AwsClients clients = open(Map.of("aws.region", "us-gov-east-1"))) {
            assertThat(clients.region().id()).isEqualTo("us-gov-east-1");
            assertThat(clients.region().metadata().partition().id()).isEqualTo("aws-us-gov");
        }
    }

    @Test
    void theRegionOfTheEnvironmentIsFound() {
        set("aws.region", "eu-west-1");

        try (AwsClients clients = open(Map.of())) {
            assertThat(clients.region().id()).isEqualTo("eu-west-1");
        }
    }

    @Test
    void aProfileGivesRegionAndCredentialsWhateverTheEnvironmentSays() {
        set("aws.accessKeyId", "AKIDENVIRONMENT");
        set("aws.secretAccessKey", "not-a-secret");

        try (AwsClients clients = open(Map.of("aws.profile", "gov"))) {
            assertThat(clients.region().id()).isEqualTo("us-gov-west-1");
            assertThat(clients.credentials().resolveCredentials().accessKeyId()).isEqualTo("AKIDGOV");
        }
    }

    @Test
    void withoutARegionThereIsAnErrorThatSaysWhereToSetIt() {
        assertThatThrownBy(() -> open(Map.of())).isInstanceOfSatisfying(ExportException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
            assertThat(failure.advice().orElseThrow()).contains("--aws-region", "AWS_REGION");
        });
    }

    @Test
    void aServerOfAnotherKindNeedsNoRegion() {
        try (AwsClients clients = open(Map.of("aws.endpoint", "http://localhost:9000"))) {
            assertThat(clients.region().id()).isEqualTo("us-east-1");
        }
    }
}
