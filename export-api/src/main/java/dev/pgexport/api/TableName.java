package dev.pgexport.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A table by schema and name, as the catalog spells them. */
public record TableName(String schema, String name) implements Comparable<TableName> {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final int MAXIMAL_SEGMENT_BYTES = 200;

    public TableName {
        if (schema.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException("neither schema nor name of a table is empty");
        }
    }

    /**
     * Return {@code schema.table} as one segment of an {@link ObjectName}, different for every two tables.
     *
     * <p>Both are encoded as by {@link ObjectName#encode}; what would be too long is cut and ends in a digest of the
     * whole.
     */
    public String segment() {
        String segment = ObjectName.encode(schema) + "." + ObjectName.encode(name);
        if (segment.getBytes(StandardCharsets.UTF_8).length <= MAXIMAL_SEGMENT_BYTES) {
            return segment;
        }
        int end = segment.length();
        while (segment.substring(0, end).getBytes(StandardCharsets.UTF_8).length > MAXIMAL_SEGMENT_BYTES - 17) {
            end = segment.offsetByCodePoints(end, -1);
        }
        return segment.substring(0, end) + "~" + digest(schema + "\0" + name);
    }

    private static String digest(String text) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public int compareTo(TableName other) {
        return Comparator.comparing(TableName::schema)
                .thenComparing(TableName::name)
                .compare(this, other);
    }

    /** Return {@code schema.name}, each quoted where it is not a plain lower-case identifier. */
    @Override
    public String toString() {
        return quoted(schema) + "." + quoted(name);
    }

    private static String quoted(String identifier) {
        return PLAIN.matcher(identifier).matches() ? identifier : '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
