package dev.pgexport.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0,PT0S",
        "500ms,PT0.5S",
        "30s,PT30S",
        "5 m,PT5M",
        "1h30m,PT1H30M",
        "2d,PT48H",
        "PT15M,PT15M",
        "1H 2M 3S,PT1H2M3S"
    })
    void readsWhatPeopleWrite(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "-5s", "5 minutes", "PT-5S", "99999999999999999999s", "9223372036854775807d"})
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
