package dev.pgexport.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.engine.settings.SettingsBinder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3SettingsTest {
    @ParameterizedTest
    @CsvSource({
        "s3.buffer-memory, 11MiB",
        "s3.part-size, 100MiB",
        "s3.part-size, 4MiB",
        "s3.kms-key-id, alias/exports",
        "s3.bucket-key, true",
        "s3.expected-bucket-owner, 1234",
        "s3.tags, team",
        "s3.metadata, =x",
        "s3.metadata, pgexport-write=x",
        "s3.metadata, a b=c",
    })
    void whatCannotBeRightIsRefusedByName(String key, String value) {
        assertThatThrownBy(() -> SettingsBinder.bind(S3Settings.class, Map.of(key, value)))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining(key);
    }

    @Test
    void tagsAndMetadataAreKeysAndValues() {
        S3Settings settings =
                SettingsBinder.bind(S3Settings.class, Map.of("s3.tags", "team=data=x", "s3.metadata", "run="));

        assertThat(settings.tagsByKey()).isEqualTo(Map.of("team", "data=x"));
        assertThat(settings.metadataByKey()).isEqualTo(Map.of("run", ""));
    }
}
