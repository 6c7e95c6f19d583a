package dev.pgexport.api.manifest;

import java.time.Instant;
import java.util.Optional;

/**
 * Where the rows come from.
 *
 * @param database the database's name
 * @param serverVersion as in {@code 17.2}
 * @param server host and port, when known
 * @param systemIdentifier the cluster's system identifier, see pg_control_system(), when it may be read
 * @param replica whether the server was in recovery
 * @param encoding the server's encoding of the database
 * @param snapshot the exported snapshot's or the storage snapshot's name
 * @param lsn the write-ahead log location at the snapshot, when it may be read
 * @param moment when the snapshot was taken, by the server's clock
 */
public record SourceDescription(
        String database,
        String serverVersion,
        Optional<String> server,
        Optional<String> systemIdentifier,
        boolean replica,
        String encoding,
        Optional<String> snapshot,
        Optional<String> lsn,
        Instant moment) {}
