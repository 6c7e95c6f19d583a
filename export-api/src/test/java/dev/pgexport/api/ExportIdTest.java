package dev.pgexport.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExportIdTest {
    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

    @Test
    void startsWithTheMomentSoThatIdsSortByTime() {
        ExportId early = ExportId.create(Instant.parse("2026-11-21T01:02:03Z"), "app", "copy", random);
        ExportId late = ExportId.create(Instant.parse("2026-11-21T01:02:04Z"), "aaa", "copy", random);

        assertThat(early.value()).matches("20261121T010203Z-app-copy-[a-z0-9]{4}");
        assertThat(early).isLessThan(late);
    }

    @Test
    void replacesWhatIsNotSafeInTheDatabasesName() {
        ExportId id = ExportId.create(Instant.EPOCH, "my/../app ü", "copy", random);

        assertThat(id.value()).startsWith("19700101T000000Z-my_app_-copy-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".hidden", "a/b", "-x", "a b", "ä"})
    void refusesWhatIsNotOneSafeSegment(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ExportId(value));
    }
}
