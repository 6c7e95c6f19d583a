package dev.pgexport.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource({
        "0,0 B",
        "1023,1023 B",
        "1024,1.0 KiB",
        "1048575,1.0 MiB",
        "104857600,100 MiB",
        "1610612736,1.5 GiB",
        "9223372036854775807,8192 PiB"
    })
    void sizesHaveAboutThreeDigits(long bytes, String text) {
        assertThat(Amounts.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"PT0.42S,0.4 s", "PT12S,12 s", "PT3M20S,3 min 20 s", "PT2H5M9S,2 h 5 min"})
    void durationsAreAsPreciseAsNeeded(Duration duration, String text) {
        assertThat(Amounts.duration(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"PT-1S,0 seconds", "PT1S,1 second", "PT30S,30 seconds", "PT5M,5 minutes", "PT25H,25 hours", "P3D,3 days"
    })
    void agesHaveOneUnit(Duration age, String text) {
        assertThat(Amounts.age(age)).isEqualTo(text);
    }
}
