package dev.pgexport.compare;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What it took to make an export. What could not be measured is empty, which is not 0.
 *
 * @param wallTime from the start to the manifest
 * @param timeToFirstByte from the start until the first byte of data reached the sink
 * @param bytes what the sink stored
 * @param uncompressedBytes the same before compression
 * @param rows how many rows the tables have
 * @param peakMemory the largest resident set of pgexport's process and its children, in bytes
 * @param processorTime of pgexport's process and its children
 * @param connections the most connections to the database at once
 * @param longestTransaction how long the oldest snapshot was held
 * @param blocksRead blocks that the server read from outside its buffers, of 8 KiB as a rule
 * @param temporaryBytes what the server wrote to temporary files
 * @param storageRequests how many requests were sent to the storage
 */
public record StrategyStatistics(
        Duration wallTime,
        Optional<Duration> timeToFirstByte,
        long bytes,
        OptionalLong uncompressedBytes,
        OptionalLong rows,
        OptionalLong peakMemory,
        Optional<Duration> processorTime,
        OptionalLong connections,
        Optional<Duration> longestTransaction,
        OptionalLong blocksRead,
        OptionalLong temporaryBytes,
        OptionalLong storageRequests) {}
