package dev.pgexport.api;

import java.time.Instant;
import java.util.Optional;

/**
 * A snapshot that somebody else has exported and holds, for several exports to read the same rows.
 *
 * @param name as pg_export_snapshot() returned it
 * @param moment when it was taken, by the server's clock
 * @param lsn the write-ahead log location at that moment, when it may be read
 */
public record SharedSnapshot(String name, Instant moment, Optional<String> lsn) {}
