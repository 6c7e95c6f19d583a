package dev.pgexport.testkit;

import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the parts of the contract ask of the sink that is tested. */
interface SinkUnderTest {
    /** Open the location, which every test finds empty; may be called several times in one test. */
    Sink openSink();

    /** Return the names of everything that the storage holds at the location, of whatever kind. */
    List<String> everythingStored() throws Exception;

    /** Start another process that holds a claim, put one object and is in the middle of another; empty when none can. */
    default Optional<Process> startClaimant(String id, ObjectName complete, ObjectName unfinished) throws Exception {
        return startClaimant(id, complete, unfinished, Duration.ZERO);
    }

    /**
     * Start such a process.
     *
     * @param hold for how long it says that another service writes; zero when it does not
     */
    Optional<Process> startClaimant(String id, ObjectName complete, ObjectName unfinished, Duration hold)
            throws Exception;

    static byte[] read(Sink sink, ObjectName name) throws IOException {
        try (InputStream in = sink.open(name)) {
            return in.readAllBytes();
        }
    }

    static List<String> listed(Sink sink) throws IOException {
        return listed(sink, Optional.empty());
    }

    static List<String> listed(Sink sink, Optional<ObjectName> folder) throws IOException {
        try (Stream<String> names =
                sink.list(folder).map(object -> object.name().value())) {
            return names.sorted().toList();
        }
    }
}
