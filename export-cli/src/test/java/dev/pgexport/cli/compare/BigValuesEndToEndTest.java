package dev.pgexport.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.PostgresServers;
import dev.pgexport.testkit.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * JSON in columns of type text: 1 GB with rows of up to 200 MB, in the memory that the documentation says, where {@code
 * -Dpgexport.large.rows=true} is set; elsewhere a tenth of it, in the memory that the start script gives.
 */
@ExtendWith(PostgresExtension.class)
class BigValuesEndToEndTest {
    private static final int TENTHS = System.getProperty("pgexport.large.rows") == null ? 1 : 10;

    @TempDir
    Path folder;

    private TestDatabase database;

    @BeforeEach
    void database(PostgresServers servers) throws IOException {
        database = servers.version(15).createDatabase();
        database.execute(
                "CREATE TABLE documents (id int PRIMARY KEY, note text, document text)",
                // What is compressed takes PostgreSQL minutes.
                "ALTER TABLE documents ALTER COLUMN document SET STORAGE EXTERNAL",
                insert("generate_series(1, " + 150 * TENTHS + ") i, (VALUES (350)) v(kilobytes)"),
                insert(
                        "(VALUES (10001, 2000), (10002, 5000), (10003, 10000), (10004, 20000), (10005, 15000)) v(i, tenth),"
                                + " LATERAL (SELECT tenth * " + TENTHS + ") k(kilobytes)"));
        installScript();
    }

    /** Documents of so many kilobytes, with everything in them that any format has to escape. */
    private static String insert(String rows) {
        return """
                INSERT INTO documents
                SELECT i, 'note ' || i, '[' || repeat(item || ',', kilobytes * 1000 / octet_length(item)) || item || ']'
                FROM (SELECT i, kilobytes, jsonb_build_object('id', i, 'name', md5(i::text), 'price', 12.50,
                    'tags', ARRAY['a\\b', 'c"d', E'e\\tf', 'g,h', NULL], 'text', E'two\\nlines of ' || md5((-i)::text))::text
                    FROM %s) s(i, kilobytes, item)
                """.formatted(rows);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    /** The script as it is shipped, and in the place of its jars one that names those of the tests. */
    private void installScript() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("home/bin"));
        Files.copy(
                Path.of("src/main/distribution/bin/pgexport"),
                bin.resolve("pgexport"),
                StandardCopyOption.COPY_ATTRIBUTES);
        String ofSurefire = System.getProperty("surefire.test.class.path", "");
        String classPath = ofSurefire.isEmpty() ? System.getProperty("java.class.path") : ofSurefire;
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(classPath.split(File.pathSeparator))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        Path lib = Files.createDirectories(folder.resolve("home/lib"));
        new JarOutputStream(Files.newOutputStream(lib.resolve("pgexport.jar")), manifest).close();
    }

    private String pgexport(String javaOptions, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("home/bin/pgexport"));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_OPTS") || name.startsWith("PGEXPORT_"));
        builder.environment().put("PGEXPORT_JAVA_OPTS", javaOptions);
        Process process = builder.start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly().waitFor();
        String said = Files.readString(output);
        assertThat(ended && process.exitValue() == 0)
                .as("%s: %s", command, said)
                .isTrue();
        return said;
    }

    /** What rows of 200 MB take. */
    private static String memory(String heap) {
        return TENTHS == 1 ? "" : "-Xmx" + heap;
    }

    @Test
    void comeBackAndAreTheSameByEveryStrategy(PostgresServers servers) throws Exception {
        String from = database.uri().toString();
        pgexport("", "run", "--strategy", "pgdump", "--from", from, "--to", "exports", "--id", "pgdump", "--quiet");
        pgexport(
                memory("384m"),
                "run",
                "--strategy",
                "copy",
                "--from",
                from,
                "--to",
                "exports",
                "--id",
                "copy",
                "--jobs",
                "1",
                "--quiet");

        assertThat(pgexport(memory("768m"), "compare", "exports/copy", "exports/pgdump", "--jobs", "1"))
                .contains("same: 1 table in");

        for (String strategy : List.of("copy", "pgdump")) {
            try (TestDatabase target = servers.version(15).createDatabase()) {
                String to = target.uri().toString();

                assertThat(pgexport(memory("768m"), "restore", "exports/" + strategy, "--to", to, "--jobs", "1"))
                        .contains("compared: same");
                assertThat(target.number("SELECT max(octet_length(document)) FROM documents"))
                        .isGreaterThan(19_000_000L * TENTHS);
            }
        }
    }
}
