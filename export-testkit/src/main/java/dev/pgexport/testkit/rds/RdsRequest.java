package dev.pgexport.testkit.rds;

import java.util.Map;
import java.util.Optional;

/**
 * A request that the stand-in was sent.
 *
 * @param parameters by their names on the wire, as {@code ExportOnly.member.1}, without Action and Version
 * @param error what it was answered; empty for success, and for a request whose answer was lost
 */
public record RdsRequest(String action, Map<String, String> parameters, Optional<RdsError> error) {}
