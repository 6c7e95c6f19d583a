package dev.pgexport.cli.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocationsTest {
    @Test
    void theMomentOfASchedulerIsWrittenWithoutColons() {
        assertThat(id("app-2026-11-21T03:00:00Z")).isEqualTo("app-20261121T030000Z");
    }

    @Test
    void fractionsOfASecondAreLeftOut() {
        assertThat(id("app-2026-11-21T03:00:00.123Z")).isEqualTo("app-20261121T030000Z");
    }

    @Test
    void aDayAloneStaysAsItIs() {
        assertThat(id("nightly-2026-11-21")).isEqualTo("nightly-2026-11-21");
    }

    @Test
    void otherColonsAreRefused() {
        assertThatThrownBy(() -> id("app:2026"))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("--id");
    }

    @Test
    void noIdIsNone() {
        assertThat(Locations.id(Optional.empty())).isEmpty();
    }

    private static String id(String text) {
        return Locations.id(Optional.of(text)).map(ExportId::value).orElseThrow();
    }
}
