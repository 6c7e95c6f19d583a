package dev.pgexport.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aMessageGoesAboveTheStatusLine() {
        Console console = console(new Terminal(true, true, 80));

        console.status("50 %");
        console.message("careful");
        console.clearStatus();

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("50 %" + "\r\033[K" + "careful" + System.lineSeparator() + "50 %" + "\r\033[K");
    }

    @Test
    void noStatusLineIsDrawnWhereNobodyLooks() {
        Console console = console(new Terminal(false, false, 80));

        console.status("50 %");
        console.clearStatus();

        assertThat(err.size()).isZero();
    }

    @Test
    void resultsGoToStandardOutput() {
        Console console = console(new Terminal(false, false, 80));

        console.result("result");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("result" + System.lineSeparator());
        assertThat(err.size()).isZero();
    }

    private Console console(Terminal terminal) {
        return new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal);
    }
}
