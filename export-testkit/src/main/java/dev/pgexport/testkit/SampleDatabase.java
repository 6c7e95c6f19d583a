package dev.pgexport.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A small database with everything that has made an exporter of PostgreSQL stumble; see {@code sample.sql}. */
public final class SampleDatabase {
    private SampleDatabase() {}

    /** Fill an empty database. */
    public static void load(TestDatabase database) {
        database.execute(script("sample.sql"));
        if (database.server().version() >= 18) {
            database.execute(script("sample-18.sql"));
        }
        database.execute("ANALYZE");
    }

    private static String script(String name) {
        try (InputStream script = SampleDatabase.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException("the resource is missing: " + name);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + name, e);
        }
    }
}
