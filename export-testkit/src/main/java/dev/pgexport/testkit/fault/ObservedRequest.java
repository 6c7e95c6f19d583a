package dev.pgexport.testkit.fault;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request that a front saw, as far as it has come. Holds no header and no value of a query: no secret.
 *
 * @param kind what it asks for
 * @param number the how manieth of its kind it is, from 1
 * @param bucket which bucket it names; empty when it names none
 * @param key which key it names, decoded; empty when it names none
 * @param fault what it met
 * @param status what the server answered; empty when it has not, or has not seen the request
 * @param requestId the id that its answer has, the server's or the front's own; empty when it has none
 * @param requestBytes how much of the request's body went to the server
 * @param answerBytes how much of the answer's body went from the server to the client
 */
public record ObservedRequest(
        RequestKind kind,
        long number,
        String bucket,
        String key,
        Optional<Fault> fault,
        OptionalInt status,
        Optional<String> requestId,
        long requestBytes,
        long answerBytes) {}
