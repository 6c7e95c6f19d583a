package dev.pgexport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.testkit.PostgresExtension;
import dev.pgexport.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who watches a run. */
@ExtendWith(PostgresExtension.class)
class ProgressBarTest {
    private static final String ESCAPE = "\033";

    @TempDir
    Path folder;

    private String from;

    @BeforeEach
    void moreRowsThanAreGoneAtOnce(TestDatabase database) {
        database.execute("CREATE TABLE moves AS SELECT i, repeat(md5(i::text), 20) AS note"
                + " FROM generate_series(1, 100000) i");
        from = database.uri().toString();
    }

    @Test
    void aBarMovesOnATerminalAndIsGoneAtTheEnd() throws Exception {
        String drawn = run(Map.of());

        assertThat(drawn)
                .containsPattern("\r" + ESCAPE + "\\[K" + ESCAPE + "\\[32m\\[=* *\\] " + ESCAPE
                        + "\\[0m\\d+ %, [^\r\n]* of about [^\r\n]* public\\.moves")
                .contains("1 table, 100,000 rows");
        assertThat(drawn.substring(drawn.indexOf("1 table, 100,000 rows"))).doesNotContain(" of about ");
    }

    @Test
    void theBarHasNoColorsWhenTheyAreNotWanted() throws Exception {
        assertThat(run(Map.of("NO_COLOR", "1")))
                .containsPattern("\r" + ESCAPE + "\\[K\\[=* *\\] \\d+ %, ")
                .doesNotContain(ESCAPE + "[3");
    }

    @Test
    void quietDrawsNothing() throws Exception {
        assertThat(run(Map.of("PGEXPORT_QUIET", "true"))).doesNotContain(ESCAPE, " %");
    }

    private String run(Map<String, String> variables) throws Exception {
        PseudoTerminal.Drawn drawn = PseudoTerminal.run(
                100,
                variables,
                Main.class,
                "run",
                "--from",
                from,
                "--to",
                folder.resolve("exports").toString(),
                "--compression",
                "gzip",
                "--compression-level",
                "9",
                "--jobs",
                "1");
        assertThat(drawn.exitCode()).as(drawn.text()).isZero();
        return drawn.text();
    }
}
