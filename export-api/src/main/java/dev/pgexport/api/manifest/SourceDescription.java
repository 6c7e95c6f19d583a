package dev.pgexport.api.manifest;

import java.time.Instant;
import java.util.Map;
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
 * @param fingerprint what the source is to be compared with later: the same fingerprint of a later look says that an
 *     export made then would show the same; empty when nothing safe can be said
 * @param user who the session was at the database: session_user; empty where no session read the rows
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
        Instant moment,
        Optional<Map<String, String>> fingerprint,
        Optional<String> user) {

    public SourceDescription {
        fingerprint = fingerprint.map(Map::copyOf);
    }

    /** Describe a source that cannot be compared later, and that no session reads. */
    public SourceDescription(
            String database,
            String serverVersion,
            Optional<String> server,
            Optional<String> systemIdentifier,
            boolean replica,
            String encoding,
            Optional<String> snapshot,
            Optional<String> lsn,
            Instant moment) {
        this(
                database,
                serverVersion,
                server,
                systemIdentifier,
                replica,
                encoding,
                snapshot,
                lsn,
                moment,
                Optional.empty(),
                Optional.empty());
    }

    /** Return this with a fingerprint. */
    public SourceDescription withFingerprint(Optional<Map<String, String>> found) {
        return new SourceDescription(
                database,
                serverVersion,
                server,
                systemIdentifier,
                replica,
                encoding,
                snapshot,
                lsn,
                moment,
                found,
                user);
    }

    /** Return this with the user of the session. */
    public SourceDescription withUser(String name) {
        return new SourceDescription(
                database,
                serverVersion,
                server,
                systemIdentifier,
                replica,
                encoding,
                snapshot,
                lsn,
                moment,
                fingerprint,
                Optional.of(name));
    }
}
