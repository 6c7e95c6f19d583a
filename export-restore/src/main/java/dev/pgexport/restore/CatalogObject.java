package dev.pgexport.restore;

import java.util.Optional;

/**
 * An object of a database, as pg_identify_object() tells it.
 *
 * @param type as in {@code operator class}
 * @param schema the schema that it is in; empty for what is in none
 * @param identity what tells it from all others of its type, quoted as SQL wants it
 */
record CatalogObject(String type, Optional<String> schema, String identity) {
    /** Return the statement that drops it with what depends on it, or does nothing when it went with another. */
    String drop() {
        return switch (type) {
            case "function", "procedure", "aggregate" -> dropping("ROUTINE");
            case "foreign-data wrapper" -> dropping("FOREIGN DATA WRAPPER");
            case "statistics object" -> dropping("STATISTICS");
            case "transform" ->
                "DROP TRANSFORM IF EXISTS " + identity.replace(" on language ", " LANGUAGE ") + " CASCADE";
            default -> dropping(type);
        };
    }

    private String dropping(String kind) {
        return "DROP " + kind + " IF EXISTS " + identity + " CASCADE";
    }

    @Override
    public String toString() {
        return type + " " + identity;
    }
}
