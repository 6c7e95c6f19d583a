package dev.pgexport.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What an auditor sees of one run, or of an export that no run has a record of.
 *
 * @param id the export's
 * @param record the record as it lies there; empty when there is none
 * @param state what the location says to it
 * @param reason more about the state, when there is more to say
 */
public record AuditEntry(String id, Optional<JsonNode> record, State state, Optional<String> reason) {
    /** How a record and the location go together. */
    public enum State {
        /** The manifest is the one that the run made. */
        MATCHES("matches"),
        /** The manifest is another one: somebody changed it, or put another export in its place. */
        CHANGED("CHANGED"),
        /** The export is there no more. */
        GONE("gone"),
        /** A later run made the export of that id anew. */
        REPLACED("replaced"),
        /** The run made no export. */
        NO_EXPORT("no export"),
        /** The export has no record: the run kept none, or somebody removed it. */
        NO_RECORD("no record"),
        /** The record cannot be read. */
        UNREADABLE("UNREADABLE");

        private final String shown;

        State(String shown) {
            this.shown = shown;
        }

        /** Return it as people and machines are told; what should alarm them is in capitals. */
        public String shown() {
            return shown;
        }

        /** Return whether somebody has to look at it. */
        public boolean isWrong() {
            return this == CHANGED || this == UNREADABLE;
        }
    }

    /** Return a text of the record; empty when it has none there. */
    public String text(String... path) {
        JsonNode node = record.map(JsonNode.class::cast).orElse(null);
        for (String name : path) {
            node = node == null ? null : node.get(name);
        }
        return node == null ? "" : node.asText();
    }
}
