package dev.pgexport.postgres;

import dev.pgexport.testkit.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real pg_dump, to ask what it would dump. */
public final class PgDump {
    private static final String IDENTIFIER = "(?:\"(?:[^\"]|\"\")*\"|[^\".\\s(']+)";
    private static final Pattern COPY = Pattern.compile(
            "(?m)^COPY (" + IDENTIFIER + ")\\.(" + IDENTIFIER + ") [^;]*FROM stdin;\\n((?s:.*?))^\\\\\\.$");
    private static final Pattern SETVAL =
            Pattern.compile("(?m)^SELECT pg_catalog\\.setval\\('((?:[^']|'')*)', (-?\\d+), (true|false)\\);$");
    private static final Pattern LARGE_OBJECT = Pattern.compile("(?m)^SELECT pg_catalog\\.lo_open\\(");

    private PgDump() {}

    /**
     * What a dump holds.
     *
     * @param rows of each table with data, by qualified and quoted name
     * @param sequences {@code last_value/is_called} of each
     */
    public record Dump(
            SortedMap<String, Long> rows, SortedMap<String, String> sequences, long largeObjects, String errors) {}

    /** Return the major version of the pg_dump on the path, or 0. */
    public static int major() throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder("pg_dump", "--version").start();
            String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            Matcher matcher = Pattern.compile("(\\d+)[.\\d]*").matcher(version);
            return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    public static Dump run(TestDatabase database, List<String> arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile("pg_dump", ".sql");
        Path errors = Files.createTempFile("pg_dump", ".err");
        try {
            List<String> command = new ArrayList<>(List.of("pg_dump", "--dbname=" + database.uri()));
            command.addAll(arguments);
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8"));
            int status = builder.start().waitFor();
            return parse(Files.readString(output), status == 0 ? "" : Files.readString(errors));
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    private static Dump parse(String sql, String errors) {
        SortedMap<String, Long> rows = new TreeMap<>();
        Matcher copy = COPY.matcher(sql);
        while (copy.find()) {
            rows.put(
                    quoted(copy.group(1)) + "." + quoted(copy.group(2)),
                    copy.group(3).chars().filter(c -> c == '\n').count());
        }
        SortedMap<String, String> sequences = new TreeMap<>();
        Matcher setval = SETVAL.matcher(sql);
        while (setval.find()) {
            Matcher name = Pattern.compile("(" + IDENTIFIER + ")\\.(" + IDENTIFIER + ")")
                    .matcher(setval.group(1).replace("''", "'"));
            if (!name.matches()) {
                throw new IllegalStateException("not a qualified name: " + setval.group(1));
            }
            sequences.put(quoted(name.group(1)) + "." + quoted(name.group(2)), setval.group(2) + "/" + setval.group(3));
        }
        return new Dump(rows, sequences, LARGE_OBJECT.matcher(sql).results().count(), errors);
    }

    private static String quoted(String identifier) {
        return identifier.startsWith("\"") ? identifier : '"' + identifier + '"';
    }
}
