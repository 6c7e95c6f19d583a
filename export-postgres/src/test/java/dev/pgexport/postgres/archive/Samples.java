package dev.pgexport.postgres.archive;

import dev.pgexport.api.TableName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** Dumps of one small database, made by several versions of pg_dump. */
final class Samples {
    static final Map<TableName, Long> ROWS = Map.of(
            new TableName("public", "account"), 3L,
            new TableName("public", "Odd \"name"), 2L,
            new TableName("public", "nobody"), 0L,
            new TableName("public", "ümlaut"), 1L);
    static final long LARGE_OBJECTS = 2;

    private Samples() {}

    static byte[] read(String name) {
        try (InputStream input = Objects.requireNonNull(Samples.class.getResourceAsStream(name), name)) {
            return input.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
