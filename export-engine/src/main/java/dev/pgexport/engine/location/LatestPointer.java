package dev.pgexport.engine.location;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import dev.pgexport.api.manifest.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * The object {@code latest.json} of a location: which complete export has the newest snapshot, for those that follow a
 * location without listing it. It is replaced after the manifest that it names was written, never before. Thread-safe.
 */
public final class LatestPointer {
    public static final ObjectName NAME = ObjectName.of("latest.json");

    private final Sink sink;
    private final ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** @param sink the location; stays open */
    public LatestPointer(Sink sink) {
        this.sink = sink;
    }

    /**
     * Have the pointer name a complete export, unless it names one with a newer snapshot: runs may end in another order
     * than they began. Nothing is written when it names the export already.
     *
     * @throws ExportException when the location does not take it
     */
    public void advance(Manifest manifest) throws InterruptedException {
        Optional<Instant> named = moment();
        boolean same = named.equals(Optional.of(manifest.source().moment())) && id().equals(Optional.of(manifest.id()));
        if (same || named.filter(manifest.source().moment()::isBefore).isPresent()) {
            return;
        }
        byte[] content = content(manifest);
        try {
            sink.put(NAME, out -> out.write(content));
        } catch (IOException e) {
            throw new ExportException(Kind.UNAVAILABLE, "cannot write " + NAME + ": " + e.getMessage(), e);
        }
    }

    private byte[] content(Manifest manifest) {
        var pointer = mapper.createObjectNode()
                .put("formatVersion", Manifest.FORMAT_VERSION)
                .put("id", manifest.id().value())
                .put("manifest", manifest.id().resolve(Manifest.NAME).value())
                .put("strategy", manifest.strategy())
                .put("database", manifest.source().database())
                .put("moment", manifest.source().moment().toString());
        try {
            return mapper.writeValueAsBytes(pointer);
        } catch (JacksonException e) {
            throw new IllegalStateException("texts can be written", e);
        }
    }

    /** Return the id of the export that it names; empty when there is none, or it cannot be read. */
    public Optional<ExportId> id() {
        try {
            return text("id").map(ExportId::new);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Return when the snapshot was taken that it names; empty when there is none, or it cannot be read, to be replaced. */
    private Optional<Instant> moment() {
        try {
            return text("moment").map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Optional<String> text(String key) {
        try {
            if (sink.find(NAME).isEmpty()) {
                return Optional.empty();
            }
            try (InputStream in = sink.open(NAME)) {
                return Optional.ofNullable(mapper.readTree(in))
                        .map(pointer -> pointer.path(key))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue);
            }
        } catch (ExportException | IOException e) {
            return Optional.empty();
        }
    }
}
