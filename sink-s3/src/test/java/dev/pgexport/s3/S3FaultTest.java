package dev.pgexport.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.s3.FaultedExport.Course;
import dev.pgexport.testkit.fault.Fault;
import dev.pgexport.testkit.fault.FaultSchedule;
import dev.pgexport.testkit.fault.ObservedRequest;
import dev.pgexport.testkit.fault.RequestKind;
import dev.pgexport.testkit.s3.EveryS3Server;
import dev.pgexport.testkit.s3.S3Kind;
import dev.pgexport.testkit.s3.S3Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault, at the first, the middle and the last request of every kind that an export sends: each object is there
 * whole or not at all, as its writer was told, and no upload stays open.
 */
@EveryS3Server(kinds = {S3Kind.MINIO, S3Kind.LIGHT})
class S3FaultTest {
    /** Most of the time is spent waiting for what stalls. */
    private static final int AT_ONCE = 6;

    private final S3Server server;

    S3FaultTest(S3Server server) {
        this.server = server;
    }

    /** Says when requests of a kind meet a fault. */
    private interface Timing {
        FaultSchedule schedule(RequestKind kind, long number, Fault fault);
    }

    /** What one more attempt of the SDK gets over. */
    static Stream<Fault> passing() {
        return Stream.of(
                Fault.internalError(),
                Fault.slowDown(),
                Fault.reset(),
                Fault.cutRequest(),
                Fault.loseAnswer(),
                Fault.limitData(100));
    }

    /** What costs time and nothing else: the first is longer than the sink waits. */
    static Stream<Fault> slow() {
        return Stream.of(
                Fault.stall(Duration.ofSeconds(8)),
                Fault.delay(Duration.ofMillis(500)),
                Fault.bandwidth(10_000_000),
                Fault.slowClose(Duration.ofMillis(200)));
    }

    /** What the SDK does not repeat: refusals, and RequestTimeout where an answer has no body to say so, as HEAD's. */
    static Stream<Fault> lasting() {
        return Stream.of(Fault.accessDenied(), Fault.requestTimeout(), Fault.error(400, "InvalidRequest"));
    }

    /** Count the requests of an export that meets no fault. */
    private Map<RequestKind, Long> rehearse(Course course) {
        FaultedExport export = FaultedExport.write(server, course, FaultSchedule.none());
        assertThat(export.failure()).isEmpty();
        assertThat(export.wrongs()).isEmpty();
        return export.requests().stream().collect(Collectors.groupingBy(ObservedRequest::kind, Collectors.counting()));
    }

    private List<FaultedExport> exports(Course course, Fault fault, Timing timing) throws Exception {
        Map<RequestKind, Long> counts = rehearse(course);
        assertThat(counts).containsKeys(course.kinds().toArray(RequestKind[]::new));
        List<Callable<FaultedExport>> exports = course.kinds().stream()
                .filter(fault::suits)
                .flatMap(kind -> positions(counts.get(kind)).mapToObj(number -> timing.schedule(kind, number, fault)))
                .<Callable<FaultedExport>>map(schedule -> () -> FaultedExport.write(server, course, schedule))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<FaultedExport> written = new ArrayList<>();
            for (Future<FaultedExport> export : threads.invokeAll(exports)) {
                written.add(export.get());
            }
            return written;
        } finally {
            threads.shutdownNow();
        }
    }

    /** The first, the middle and the last. */
    private static LongStream positions(long count) {
        return LongStream.of(1, (count + 1) / 2, count).distinct();
    }

    private static void leaveNothingWrong(List<FaultedExport> exports) {
        assertThat(exports)
                .isNotEmpty()
                .allSatisfy(export ->
                        assertThat(export.wrongs()).as(export.toString()).isEmpty());
    }

    private static void areComplete(List<FaultedExport> exports) {
        assertThat(exports).allSatisfy(export -> {
            assertThat(export.failure()).as(export.toString()).isEmpty();
            assertThat(export.isComplete()).as(export.toString()).isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource({"passing", "slow"})
    void oneFaultThatPassesCostsNothing(Fault fault) throws Exception {
        for (Course course : List.of(Course.IN_PARTS, Course.WHOLE)) {
            List<FaultedExport> exports = exports(course, fault, FaultSchedule::at);

            leaveNothingWrong(exports);
            areComplete(exports);
        }
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void oneFaultThatLastsEndsTheExportBetweenTwoObjects(Fault fault) throws Exception {
        for (Course course : List.of(Course.IN_PARTS, Course.WHOLE)) {
            leaveNothingWrong(exports(course, fault, FaultSchedule::at));
        }
    }

    @ParameterizedTest
    @MethodSource({"passing", "lasting"})
    void faultsThatDoNotEndEndTheExportBetweenTwoObjects(Fault fault) throws Exception {
        for (Course course : List.of(Course.IN_PARTS, Course.WHOLE)) {
            leaveNothingWrong(exports(course, fault, FaultSchedule::from));
        }
    }

    @ParameterizedTest
    @MethodSource({"passing", "lasting"})
    void abandonedObjectIsGoneWhateverOneRequestMeets(Fault fault) throws Exception {
        List<FaultedExport> exports = exports(Course.ABANDONED, fault, FaultSchedule::at);

        leaveNothingWrong(exports);
        assertThat(exports).allSatisfy(export -> assertThat(export.failure()).isEmpty());
    }

    @Test
    void completionThatIsAnErrorInASuccessIsTriedAgain() throws Exception {
        List<FaultedExport> once = exports(Course.IN_PARTS, Fault.errorInSuccess(), FaultSchedule::at);
        leaveNothingWrong(once);
        areComplete(once);

        leaveNothingWrong(exports(Course.IN_PARTS, Fault.errorInSuccess(), FaultSchedule::from));
    }

    @ParameterizedTest
    @EnumSource
    void answerThatIsCutEndsTheExportBetweenTwoObjects(Course course) throws Exception {
        leaveNothingWrong(exports(course, Fault.cutAnswer(), FaultSchedule::at));
        leaveNothingWrong(exports(course, Fault.cutAnswer(), FaultSchedule::from));
    }

    /** What the server says, and what becomes of that. */
    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(Fault.accessDenied(), Kind.PERMISSION),
                arguments(Fault.internalError(), Kind.UNAVAILABLE),
                arguments(Fault.slowDown(), Kind.UNAVAILABLE),
                arguments(Fault.error(400, "InvalidRequest"), Kind.CONFIGURATION));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusalSaysWhatItWasAboutAndWhatToDo(Fault fault, Kind kind) throws Exception {
        assertThat(exports(Course.IN_PARTS, fault, FaultSchedule::from))
                .filteredOn(export -> export.failure().isPresent())
                .isNotEmpty()
                .allSatisfy(export -> assertThat(export.failure().orElseThrow())
                        .as(export.toString())
                        .isInstanceOfSatisfying(ExportException.class, e -> {
                            assertThat(e.kind()).isEqualTo(kind);
                            assertThat(e.advice()).isPresent();
                            assertThat(e.getMessage())
                                    .contains("s3://" + export.bucket().name() + "/exports/nightly/", "FRONT-");
                        }));
    }
}
