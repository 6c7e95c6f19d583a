package dev.pgexport.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A small database with everything that has made an exporter of PostgreSQL stumble; see {@code sample.sql}. */
public final class SampleDatabase {
    /** The versions of which there is something that older servers do not have. */
    private static final List<Integer> WITH_MORE = List.of(14, 18);

    private SampleDatabase() {}

    /** Fill an empty database. */
    public static void load(TestDatabase database) {
        database.execute(script("sample.sql"));
        for (int version : WITH_MORE) {
            if (database.server().version() >= version) {
                database.execute(script("sample-" + version + ".sql"));
            }
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
