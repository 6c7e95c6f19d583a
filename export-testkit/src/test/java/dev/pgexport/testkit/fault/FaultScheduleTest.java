package dev.pgexport.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
    private static final Fault[] FAULTS = {
        Fault.internalError(), Fault.reset(), Fault.stall(Duration.ofMillis(1500)), Fault.errorInSuccess()
    };

    private static List<Optional<Fault>> fate(FaultSchedule schedule, RequestKind kind, int requests) {
        return LongStream.rangeClosed(1, requests)
                .mapToObj(number -> schedule.fault(kind, number))
                .toList();
    }

    @Test
    void aFaultMeetsTheOneRequestThatItIsMeantFor() {
        FaultSchedule schedule = FaultSchedule.at(RequestKind.UPLOAD_PART, 3, Fault.reset());

        assertThat(fate(schedule, RequestKind.UPLOAD_PART, 4))
                .containsExactly(Optional.empty(), Optional.empty(), Optional.of(Fault.reset()), Optional.empty());
        assertThat(schedule.fault(RequestKind.PUT, 3)).isEmpty();
    }

    @Test
    void aFaultMeetsEveryRequestFromTheOneOnThatItIsMeantFor() {
        FaultSchedule schedule = FaultSchedule.from(RequestKind.PUT, 2, Fault.slowDown());

        assertThat(fate(schedule, RequestKind.PUT, 3))
                .containsExactly(Optional.empty(), Optional.of(Fault.slowDown()), Optional.of(Fault.slowDown()));
    }

    @Test
    void ofTwoSchedulesTheFirstGoesFirst() {
        FaultSchedule schedule = FaultSchedule.at(RequestKind.PUT, 1, Fault.reset())
                .and(FaultSchedule.from(RequestKind.PUT, 1, Fault.slowDown()));

        assertThat(fate(schedule, RequestKind.PUT, 2))
                .containsExactly(Optional.of(Fault.reset()), Optional.of(Fault.slowDown()));
    }

    @Test
    void chanceIsTheSameForTheSameSeed() {
        FaultSchedule schedule = FaultSchedule.random(42, 0.5, FAULTS);

        assertThat(fate(schedule, RequestKind.PUT, 200))
                .isEqualTo(fate(FaultSchedule.random(42, 0.5, FAULTS), RequestKind.PUT, 200))
                .isNotEqualTo(fate(schedule, RequestKind.GET, 200))
                .isNotEqualTo(fate(FaultSchedule.random(43, 0.5, FAULTS), RequestKind.PUT, 200));
    }

    @Test
    void chanceKeepsToItsProbabilityAndUsesEveryFault() {
        List<Fault> met = IntStream.range(0, 100)
                .mapToObj(seed -> fate(FaultSchedule.random(seed, 0.1, FAULTS), RequestKind.COMPLETE, 100))
                .flatMap(List::stream)
                .flatMap(Optional::stream)
                .toList();

        assertThat(met).hasSizeBetween(900, 1100).contains(FAULTS);
    }

    @Test
    void chanceChoosesOnlyWhatSuitsTheRequest() {
        FaultSchedule schedule = FaultSchedule.random(1, 1, Fault.errorInSuccess());

        assertThat(schedule.fault(RequestKind.UPLOAD_PART, 1)).isEmpty();
        assertThat(schedule.fault(RequestKind.COMPLETE, 1)).contains(Fault.errorInSuccess());
    }

    @Test
    void theTextOfAScheduleIsTheExpressionThatMakesIt() {
        FaultSchedule schedule = FaultSchedule.at(RequestKind.PUT, 1, Fault.error(404, "NoSuchUpload"))
                .and(FaultSchedule.from(RequestKind.LIST, 2, Fault.limitData(10)))
                .and(FaultSchedule.random(7, 0.25, Fault.stall(Duration.ofMillis(1500)), Fault.cutRequest()));

        assertThat(schedule)
                .hasToString("FaultSchedule.at(RequestKind.PUT, 1, Fault.error(404, \"NoSuchUpload\"))"
                        + ".and(FaultSchedule.from(RequestKind.LIST, 2, Fault.limitData(10L)))"
                        + ".and(FaultSchedule.random(7L, 0.25, Fault.stall(Duration.parse(\"PT1.5S\")),"
                        + " Fault.cutRequest()))");
    }

    @Test
    void whatCannotHappenIsRefused() {
        assertThatThrownBy(() -> FaultSchedule.at(RequestKind.PUT, 0, Fault.reset()))
                .hasMessage("requests are counted from 1: 0");
        assertThatThrownBy(() -> FaultSchedule.at(RequestKind.PUT, 1, Fault.errorInSuccess()))
                .hasMessage("Fault.errorInSuccess() cannot happen to a request of kind PUT");
        assertThatThrownBy(() -> FaultSchedule.from(RequestKind.CONNECTION, 1, Fault.slowDown()))
                .hasMessage("Fault.slowDown() cannot happen to a request of kind CONNECTION");
        assertThatThrownBy(() -> FaultSchedule.random(1, 1.5, FAULTS)).hasMessage("a probability is 0 to 1: 1.5");
        assertThatThrownBy(() -> Fault.error(200, "Fine")).hasMessage("the status of an error is 300 to 599: 200");
        assertThatThrownBy(() -> Fault.bandwidth(0)).hasMessage("a bandwidth is at least one byte a second: 0");
        assertThatThrownBy(() -> Fault.delay(Duration.ofSeconds(-1))).hasMessage("a time is not negative: PT-1S");
    }
}
