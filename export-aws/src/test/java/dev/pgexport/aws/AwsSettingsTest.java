package dev.pgexport.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.engine.settings.SettingsBinder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsSettingsTest {
    @Test
    void theDeclaredDefaultsAreTheDefaults() {
        assertThat(SettingsBinder.defaults(AwsSettings.class)).isEqualTo(AwsSettings.defaults());
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:4566, true",
        "http://127.0.0.1:9000, true",
        "https://minio.example.com, true",
        "https://s3.eu-central-1.amazonaws.com, false",
        "https://s3.cn-north-1.amazonaws.com.cn, false",
        "https://s3.dualstack.us-gov-west-1.amazonaws.com, false",
    })
    void theBucketIsInThePathWhereTheEndpointIsNotAmazons(String endpoint, boolean pathStyle) {
        AwsSettings settings = SettingsBinder.bind(AwsSettings.class, Map.of("aws.endpoint", endpoint));

        assertThat(settings.effectivePathStyle()).isEqualTo(pathStyle);
    }

    @Test
    void whatIsSaidOfThePathCounts() {
        assertThat(SettingsBinder.bind(AwsSettings.class, Map.of("aws.path-style", "true"))
                        .effectivePathStyle())
                .isTrue();
        assertThat(SettingsBinder.bind(
                                AwsSettings.class,
                                Map.of("aws.path-style", "false", "aws.endpoint", "http://localhost:1"))
                        .effectivePathStyle())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:4566", "ftp://localhost", "http:///bucket", "http://user:secret@localhost"})
    void anEndpointIsAServerOfHttp(String endpoint) {
        assertThatThrownBy(() -> SettingsBinder.bind(AwsSettings.class, Map.of("aws.endpoint", endpoint)))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("aws.endpoint")
                .hasMessageNotContaining("secret");
    }
}
