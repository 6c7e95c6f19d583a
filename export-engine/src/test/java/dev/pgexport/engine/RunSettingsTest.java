package dev.pgexport.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.manifest.Codec;
import dev.pgexport.engine.codec.Compression;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunSettingsTest {
    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "4,4", "64,4"})
    void jobsAreAsManyAsProcessorsAndAtMostFour(int processors, int jobs) {
        assertThat(RunSettings.defaults().effectiveJobs(processors)).isEqualTo(jobs);
    }

    @ParameterizedTest
    @CsvSource({"1,2,3", "2,2,1", "3,2,1", "4,8,3"})
    void zstdIsFasterWhenThereIsAWorkerOnEveryProcessor(int jobs, int processors, int level) {
        RunSettings settings = new RunSettings(Optional.of(jobs), Codec.ZSTD, Optional.empty(), 3, Optional.empty());

        assertThat(settings.effectiveCompression(processors)).isEqualTo(new Compression(Codec.ZSTD, level));
    }

    @ParameterizedTest
    @CsvSource({"NONE,0", "GZIP,6", "LZ4,1"})
    void otherCodecsHaveOneDefaultLevel(Codec codec, int level) {
        RunSettings settings = new RunSettings(Optional.of(2), codec, Optional.empty(), 3, Optional.empty());

        assertThat(settings.effectiveCompression(2)).isEqualTo(new Compression(codec, level));
    }

    @Test
    void aLevelThatIsGivenIsTaken() {
        RunSettings settings = new RunSettings(Optional.of(2), Codec.ZSTD, Optional.of(9), 3, Optional.empty());

        assertThat(settings.effectiveCompression(2)).isEqualTo(new Compression(Codec.ZSTD, 9));
    }

    @Test
    void aLevelThatTheCodecDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> new RunSettings(Optional.of(2), Codec.GZIP, Optional.of(10), 3, Optional.empty()))
                .hasMessage("the level of gzip is 1 to 9: 10");
        assertThatThrownBy(() -> new RunSettings(Optional.of(2), Codec.NONE, Optional.of(3), 3, Optional.empty()))
                .hasMessage("without compression there is no level");
    }
}
