package dev.pgexport.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.output.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ProgressStateTest {
    private static final long MEBIBYTE = 1 << 20;
    private static final ProgressState HALF_WAY = new ProgressState(
            512 * MEBIBYTE,
            1024 * MEBIBYTE,
            1_234_567,
            OptionalDouble.of(64 * MEBIBYTE),
            Duration.ofSeconds(8),
            List.of("public.moves", "public.services"));

    @Test
    void aLineSaysHowMuchHowFastAndHowLong() {
        assertThat(HALF_WAY.line())
                .isEqualTo("50 %, 512 MiB of about 1.0 GiB, 1,234,567 rows, 64.0 MiB/s, 8 s left, after 8.0 s:"
                        + " public.moves, public.services");
    }

    @Test
    void aBarIsDrawnAndFitsTheTerminal() {
        assertThat(HALF_WAY.bar(new Terminal(true, false, 200)))
                .startsWith("[==========          ] 50 %,")
                .endsWith("left  public.moves, public.services");
        assertThat(HALF_WAY.bar(new Terminal(true, false, 60))).hasSize(59).endsWith("...");
    }

    @Test
    void colorsAreForThoseWhoWantThem() {
        assertThat(HALF_WAY.bar(new Terminal(true, true, 200))).startsWith("\033[32m[");
        assertThat(HALF_WAY.bar(new Terminal(true, false, 200))).doesNotContain("\033");
    }

    @Test
    void anEstimateThatWasTooLowIsNeverDone() {
        ProgressState beyond = new ProgressState(
                2048 * MEBIBYTE, 1024 * MEBIBYTE, 1, OptionalDouble.of(MEBIBYTE), Duration.ofSeconds(90), List.of());

        assertThat(beyond.line())
                .startsWith("99 %, 2.0 GiB of about 1.0 GiB, 1 row,")
                .doesNotContain("left");
    }

    @Test
    void withoutAnEstimateThereIsNoBar() {
        ProgressState unknown =
                new ProgressState(MEBIBYTE, 0, 0, OptionalDouble.of(0), Duration.ofSeconds(1), List.of());

        assertThat(unknown.bar(new Terminal(true, true, 100))).isEqualTo("1.0 MiB, 0 rows, 0 B/s");
    }

    @Test
    void aRateThatIsNotKnownYetIsLeftOut() {
        ProgressState first = new ProgressState(
                0, 1024 * MEBIBYTE, 0, new Rate().measure(0, 0), Duration.ofSeconds(1), List.of("public.moves"));

        assertThat(first.line()).isEqualTo("0 %, 0 B of about 1.0 GiB, 0 rows, after 1.0 s: public.moves");
    }

    @Test
    void theRateIsKnownFromTheSecondMomentOn() {
        Rate rate = new Rate();

        assertThat(rate.measure(0, 0)).isEmpty();
        assertThat(rate.measure(30_000_000_000L, 3000)).hasValue(100);
    }

    @Test
    void theRateStartsAgainWithTheCounter() {
        Rate rate = new Rate();
        rate.measure(0, 0);
        rate.measure(10_000_000_000L, 1000);

        assertThat(rate.measure(11_000_000_000L, 0)).isEmpty();
    }

    @Test
    void theRateIsThatOfTheLastSeconds() {
        Rate rate = new Rate();
        rate.measure(0, 0);
        for (long second = 1; second <= 60; second++) {
            rate.measure(second * 1_000_000_000, second <= 40 ? second * 1000 : 40_000 + (second - 40) * 10);
        }

        assertThat(rate.measure(61_000_000_000L, 40_210)).hasValue(10);
    }
}
