package dev.pgexport.cli.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.plugin.Plugins;
import dev.pgexport.engine.settings.SettingOrigin;
import dev.pgexport.engine.settings.SettingValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VariablesTest {
    private final KnownSettings known = new KnownSettings(Plugins.load(Optional.empty()));

    @Test
    void readsTheVariableOfASetting() {
        assertThat(Variables.read(known, Map.of("PGEXPORT_JOBS", "3", "PGEXPORT_COMPRESSION", "", "JOBS", "9")))
                .isEqualTo(Map.of("jobs", SettingValue.of("3", SettingOrigin.variable("PGEXPORT_JOBS"))));
    }

    @Test
    void splitsAListAtCommasOutsideQuotes() {
        Map<String, SettingValue> values =
                Variables.read(known, Map.of("PGEXPORT_TABLE", "re_*, public.\"odd, name\",,x"));

        assertThat(values.get("table").texts()).isEqualTo(List.of("re_*", "public.\"odd, name\"", "x"));
    }

    @Test
    void warnsOfAVariableThatIsNone() {
        assertThat(Variables.warnings(known, Map.of("PGEXPORT_JBOS", "3", "PGEXPORT_SERVICE_HOST", "10.0.0.1")))
                .containsExactly(
                        "the variable PGEXPORT_JBOS is not known; did you mean PGEXPORT_JOBS?",
                        "the variable PGEXPORT_SERVICE_HOST is not known");
    }

    @Test
    void knowsTheVariablesThatAreNoSettings() {
        assertThat(Variables.warnings(
                        known,
                        Map.of("PGEXPORT_JAVA_OPTS", "-Xmx1g", "PGEXPORT_CONFIG", "x", "PGEXPORT_PLUGIN_PATH", "y")))
                .isEmpty();
    }
}
