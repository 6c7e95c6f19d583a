package dev.pgexport.testkit.fault;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What goes wrong with one request, or with one connection of a front that forwards bytes only. Immutable; equal to
 * another that does the same; its text is the Java expression that makes it.
 *
 * <p>Unless a fault says otherwise, the upstream server sees the request whole, the client gets the answer whole, and the
 * connection stays open.
 */
public final class Fault {
    private static final Set<RequestKind> CONNECTIONS_TOO =
            Collections.unmodifiableSet(EnumSet.allOf(RequestKind.class));
    private static final Set<RequestKind> REQUESTS =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(RequestKind.CONNECTION)));
    private static final Set<RequestKind> ANSWERED_EARLY =
            Set.of(RequestKind.COMPLETE, RequestKind.COPY, RequestKind.UPLOAD_PART_COPY);
    private static final Duration FOR_EVER = Duration.ofDays(10_000);

    private final String expression;
    private final Set<RequestKind> kinds;
    private final Conduct conduct;

    private Fault(String call, Set<RequestKind> kinds, Conduct conduct) {
        this.expression = "Fault." + call;
        this.kinds = kinds;
        this.conduct = conduct;
    }

    /** Answer 500 InternalError; the server does not see the request. */
    public static Fault internalError() {
        return answer("internalError()", 500, "InternalError");
    }

    /** Answer 503 SlowDown; the server does not see the request. */
    public static Fault slowDown() {
        return answer("slowDown()", 503, "SlowDown");
    }

    /** Answer 403 AccessDenied; the server does not see the request. */
    public static Fault accessDenied() {
        return answer("accessDenied()", 403, "AccessDenied");
    }

    /** Answer 400 RequestTimeout, as when the body came too slowly; the server does not see the request. */
    public static Fault requestTimeout() {
        return answer("requestTimeout()", 400, "RequestTimeout");
    }

    /**
     * Answer an error of S3; the server does not see the request.
     *
     * @param status of HTTP, 300 to 599
     * @param code of S3, as {@code NoSuchUpload}
     */
    public static Fault error(int status, String code) {
        require(status >= 300 && status <= 599, "the status of an error is 300 to 599: " + status);
        require(code.matches("[A-Za-z]+"), "the code of an error is a word: " + code);
        return answer("error(" + status + ", \"" + code + "\")", status, code);
    }

    /**
     * Answer 200 with the error InternalError as its body; the server does not see the request. S3 does so when an
     * operation fails for which it has already begun its answer: only for COMPLETE, COPY and UPLOAD_PART_COPY.
     */
    public static Fault errorInSuccess() {
        return new Fault(
                "errorInSuccess()", ANSWERED_EARLY, Conduct.FAITHFUL.answered(new ErrorAnswer(200, "InternalError")));
    }

    /** Reset the connection once the request has begun; the server sees nothing of it. */
    public static Fault reset() {
        return new Fault("reset()", CONNECTIONS_TOO, Conduct.FAITHFUL.ended(Ending.RESET));
    }

    /** Do not read, answer or close until the front is closed; the server sees nothing of the request. */
    public static Fault stall() {
        return new Fault("stall()", CONNECTIONS_TOO, Conduct.FAITHFUL.delayed(FOR_EVER));
    }

    /** Do not read or answer for a time, then close the connection; the server sees nothing of the request. */
    public static Fault stall(Duration time) {
        return new Fault(
                call("stall", time),
                CONNECTIONS_TOO,
                Conduct.FAITHFUL.delayed(time).ended(Ending.CLOSE));
    }

    /** Forward the request as late as this. */
    public static Fault delay(Duration time) {
        return new Fault(call("delay", time), CONNECTIONS_TOO, Conduct.FAITHFUL.delayed(time));
    }

    /** Forward request and answer no faster than this, each. */
    public static Fault bandwidth(long bytesPerSecond) {
        require(bytesPerSecond > 0, "a bandwidth is at least one byte a second: " + bytesPerSecond);
        return new Fault(
                "bandwidth(" + bytesPerSecond + "L)", CONNECTIONS_TOO, Conduct.FAITHFUL.limitedTo(bytesPerSecond));
    }

    /**
     * Forward half of the request's body, then reset the connection; half of its head when it has no body, one byte of a
     * body of unknown length.
     */
    public static Fault cutRequest() {
        return new Fault(
                "cutRequest()", REQUESTS, Conduct.FAITHFUL.request(new Passage(Portion.HALF, false, Ending.RESET)));
    }

    /**
     * Forward half of the answer's body, then close the connection; half of its head when it has no body, one byte of a
     * body of unknown length. The server has processed the request.
     */
    public static Fault cutAnswer() {
        return new Fault(
                "cutAnswer()", REQUESTS, Conduct.FAITHFUL.answer(new Passage(Portion.HALF, false, Ending.CLOSE)));
    }

    /** Let the server process the request and answer wholly, then reset the connection: the client learns nothing. */
    public static Fault loseAnswer() {
        return new Fault(
                "loseAnswer()", REQUESTS, Conduct.FAITHFUL.answer(new Passage(Portion.NOTHING, true, Ending.RESET)));
    }

    /** Close the connection before request or answer, with its head, has more than so many bytes. */
    public static Fault limitData(long bytes) {
        require(bytes >= 0, "a limit is at least 0: " + bytes);
        Passage passage = new Passage(Portion.first(bytes), false, Ending.CLOSE);
        return new Fault(
                "limitData(" + bytes + "L)",
                CONNECTIONS_TOO,
                Conduct.FAITHFUL.request(passage).answer(passage));
    }

    /** Let the client learn so much later that the server closed the connection; does nothing when it does not. */
    public static Fault slowClose(Duration time) {
        return new Fault(call("slowClose", time), CONNECTIONS_TOO, Conduct.FAITHFUL.closedAfter(time));
    }

    private static Fault answer(String call, int status, String code) {
        return new Fault(call, REQUESTS, Conduct.FAITHFUL.answered(new ErrorAnswer(status, code)));
    }

    private static String call(String name, Duration time) {
        require(!time.isNegative(), "a time is not negative: " + time);
        return name + "(Duration.parse(\"" + time + "\"))";
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Return whether this can happen to a request of this kind. */
    public boolean suits(RequestKind kind) {
        return kinds.contains(kind);
    }

    Conduct conduct() {
        return conduct;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fault fault && expression.equals(fault.expression);
    }

    @Override
    public int hashCode() {
        return expression.hashCode();
    }

    @Override
    public String toString() {
        return expression;
    }
}
