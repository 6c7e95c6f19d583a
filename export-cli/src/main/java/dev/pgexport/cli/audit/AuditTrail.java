package dev.pgexport.cli.audit;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import dev.pgexport.api.StoredObject;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.cli.audit.AuditEntry.State;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The audit records of a location: an object for each run, beside the exports and never in one, in a folder whose name no
 * export can have. A record is written once and never again. Thread-safe, as its sink is.
 */
public final class AuditTrail {
    /** An export's id starts with a letter or a digit. */
    private static final ObjectName FOLDER = ObjectName.of("_audit");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Sink sink;
    private final ObjectMapper mapper = new ObjectMapper();
    private final ObjectWriter writer = mapper.writerWithDefaultPrettyPrinter();

    /** @param sink the location; stays open */
    public AuditTrail(Sink sink) {
        this.sink = sink;
    }

    /**
     * Add a record.
     *
     * @throws ExportException when the location does not take it
     */
    public void add(ExportId id, Instant started, Map<String, Object> record) throws InterruptedException {
        // Names sort by time. The number is for two starts of one id in one second: a record never replaces another.
        String number = String.format("%04x", new SecureRandom().nextInt(1 << 16));
        ObjectName name = FOLDER.resolve(ObjectName.of(TIME.format(started) + "-" + number + "-" + id + ".json"));
        try {
            byte[] content = writer.writeValueAsBytes(record);
            sink.create(name, out -> out.write(content));
        } catch (IOException e) {
            throw unavailable("write " + name, e);
        }
    }

    /**
     * Read all records, the newest first, and compare each with the manifest of its export; and find the exports that have
     * none.
     */
    public List<AuditEntry> read() {
        List<ObjectName> names = names();
        List<AuditEntry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ObjectName name : names) {
            entries.add(look(name, seen));
        }
        for (ExportId id : exports()) {
            if (!seen.contains(id.value()) && manifestSum(id.value()).isPresent()) {
                entries.add(new AuditEntry(id.value(), Optional.empty(), State.NO_RECORD, Optional.empty()));
            }
        }
        return entries;
    }

    private List<ObjectName> names() {
        try (Stream<StoredObject> stored = sink.list(Optional.of(FOLDER))) {
            return stored.map(StoredObject::name)
                    .sorted(Collections.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw unavailable("list the audit records of the location", e);
        }
    }

    private List<ExportId> exports() {
        try (Stream<ExportId> exports = sink.exports()) {
            return exports.toList();
        } catch (IOException e) {
            throw unavailable("list the exports of the location", e);
        }
    }

    /** @param seen the exports whose newest record was looked at */
    private AuditEntry look(ObjectName name, Set<String> seen) {
        String last = name.segments().get(name.segments().size() - 1);
        JsonNode record;
        try (InputStream in = sink.open(name)) {
            record = mapper.readTree(in);
        } catch (JacksonException e) {
            return new AuditEntry(
                    last, Optional.empty(), State.UNREADABLE, Optional.of(name + ": " + e.getOriginalMessage()));
        } catch (IOException e) {
            throw unavailable("read " + name, e);
        }
        String id = record.path("id").asText();
        if (!last.endsWith("-" + id + ".json") || !isId(id)) {
            return new AuditEntry(
                    last, Optional.of(record), State.UNREADABLE, Optional.of(name + " is no record of " + id));
        }
        JsonNode sum = record.path("manifest").path("sha256");
        if (!sum.isTextual()) {
            return new AuditEntry(id, Optional.of(record), State.NO_EXPORT, Optional.empty());
        }
        return new AuditEntry(id, Optional.of(record), state(id, sum.textValue(), seen.add(id)), Optional.empty());
    }

    private State state(String id, String recorded, boolean newest) {
        if (!newest) {
            return State.REPLACED;
        }
        Optional<String> stored = manifestSum(id);
        if (stored.isEmpty()) {
            return State.GONE;
        }
        return stored.get().equals(recorded) ? State.MATCHES : State.CHANGED;
    }

    private static boolean isId(String id) {
        try {
            return !new ExportId(id).value().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Optional<String> manifestSum(String id) {
        ObjectName name = new ExportId(id).resolve(Manifest.NAME);
        try {
            if (sink.find(name).isEmpty()) {
                return Optional.empty();
            }
            try (InputStream in = sink.open(name)) {
                return Optional.of(Sha256.of(in));
            }
        } catch (IOException e) {
            throw unavailable("read " + name, e);
        }
    }

    private static ExportException unavailable(String what, IOException cause) {
        return new ExportException(Kind.UNAVAILABLE, "cannot " + what + ": " + cause.getMessage(), cause);
    }
}
