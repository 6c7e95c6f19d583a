package dev.pgexport.cli.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.engine.settings.SettingOrigin;
import dev.pgexport.engine.settings.SettingValue;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationFileTest {
    private static final Set<String> KNOWN = Set.of("jobs", "copy.format", "copy.part-size", "table", "to");

    @Test
    void readsNestedKeysListsAndDots() {
        ConfigurationFile file = parse("""
                apiVersion: pgexport/v1
                jobs: 3
                copy:
                  format: csv
                copy.part-size: 64MiB
                table:
                  - re_*
                  - "public.\\"Odd, name\\""
                """);

        assertThat(file.problems()).isEmpty();
        assertThat(file.values())
                .containsEntry("jobs", SettingValue.of("3", SettingOrigin.file("pgexport.yaml", 2)))
                .containsEntry("copy.format", SettingValue.of("csv", SettingOrigin.file("pgexport.yaml", 4)))
                .containsEntry("copy.part-size", SettingValue.of("64MiB", SettingOrigin.file("pgexport.yaml", 5)))
                .containsEntry(
                        "table",
                        new SettingValue(
                                List.of("re_*", "public.\"Odd, name\""), SettingOrigin.file("pgexport.yaml", 6)))
                .hasSize(4);
    }

    @Test
    void suggestsTheKeyThatWasMeantAndItsLine() {
        assertThat(parse("apiVersion: pgexport/v1\ncopy:\n  fromat: csv\ncpoy:\n  format: csv\n")
                        .problems())
                .containsExactly(
                        "pgexport.yaml:3: unknown setting copy.fromat; did you mean copy.format?",
                        "pgexport.yaml:5: unknown setting cpoy.format; did you mean copy.format?");
    }

    @Test
    void refusesAKeyThatIsThereTwice() {
        assertThat(parse("apiVersion: pgexport/v1\njobs: 1\njobs: 2\n").problems())
                .containsExactly("pgexport.yaml:3: jobs is set already at pgexport.yaml:2");
        assertThat(parse("apiVersion: pgexport/v1\ncopy:\n  format: csv\ncopy.format: text\n")
                        .problems())
                .containsExactly("pgexport.yaml:4: copy.format is set already at pgexport.yaml:3");
    }

    @Test
    void wantsToKnowTheVersionOfItsForm() {
        assertThat(parse("jobs: 1\n").problems()).singleElement().asString().contains("apiVersion is missing");
        assertThat(parse("apiVersion: pgexport/v2\n").problems())
                .singleElement()
                .asString()
                .contains("pgexport.yaml:1", "pgexport/v2", "pgexport/v1");
    }

    @Test
    void takesAnEmptyValueForNone() {
        ConfigurationFile file = parse("apiVersion: pgexport/v1\nto:\n");

        assertThat(file.problems()).isEmpty();
        assertThat(file.values()).isEmpty();
    }

    @Test
    void refusesAMappingWhereAValueBelongs() {
        assertThat(parse("apiVersion: pgexport/v1\njobs:\n  many: 3\n").problems())
                .containsExactly("pgexport.yaml:3: jobs takes a value, or a list of values");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "just text", "- a\n- b\n"})
    void refusesWhatIsNoMapping(String text) {
        assertThat(parse(text).problems()).singleElement().asString().contains("a configuration is a mapping");
    }

    @Test
    void saysWhereAFileIsNoYaml() {
        assertThatThrownBy(() -> parse("apiVersion: pgexport/v1\njobs: [1\nto: x\n"))
                .isInstanceOfSatisfying(
                        ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIGURATION))
                .hasMessageContaining("pgexport.yaml:3: not YAML");
    }

    private static ConfigurationFile parse(String text) {
        return ConfigurationFile.parse("pgexport.yaml", text, KNOWN);
    }
}
