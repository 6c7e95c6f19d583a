package dev.pgexport.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.PseudoTerminal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void aTerminalIsDrawnOnInColorsAndItsWholeWidth() throws Exception {
        assertThat(shown(Map.of())).isEqualTo("Terminal[interactive=true, colors=true, width=93]");
    }

    @Test
    void noColorIsRespected() throws Exception {
        assertThat(shown(Map.of("NO_COLOR", "1"))).isEqualTo("Terminal[interactive=true, colors=false, width=93]");
    }

    @Test
    void anEmptyNoColorSaysNothing() throws Exception {
        assertThat(shown(Map.of("NO_COLOR", ""))).contains("colors=true");
    }

    @Test
    void theWidthThatTheEnvironmentSaysCounts() throws Exception {
        assertThat(shown(Map.of("COLUMNS", "61"))).contains("width=61");
    }

    @Test
    void aTerminalThatCannotDrawIsNotDrawnOn() throws Exception {
        assertThat(shown(Map.of("TERM", "dumb"))).isEqualTo("Terminal[interactive=false, colors=false, width=80]");
    }

    private static String shown(Map<String, String> variables) throws Exception {
        PseudoTerminal.Drawn drawn = PseudoTerminal.run(93, variables, ShownTerminal.class);
        assertThat(drawn.exitCode()).as(drawn.text()).isZero();
        return drawn.text().strip();
    }
}
