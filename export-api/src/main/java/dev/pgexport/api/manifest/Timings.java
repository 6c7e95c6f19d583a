package dev.pgexport.api.manifest;

import java.time.Duration;
import java.time.Instant;

/**
 * When a run did what, by this machine's clock.
 *
 * @param started when the run started
 * @param opened how long until the snapshot was held
 * @param written how long all objects took from then on
 */
public record Timings(Instant started, Duration opened, Duration written) {}
