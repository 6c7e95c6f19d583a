package dev.pgexport.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Selection;
import dev.pgexport.api.setting.DataSize;
import dev.pgexport.api.setting.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SettingsBinderTest {
    enum Format {
        CSV,
        PLAIN_TEXT
    }

    record Link(
            @Setting(key = "from", description = "Where from")
            Optional<String> from,

            @Setting(key = "link.password", description = "Password", secret = true)
            Optional<String> password) {}

    record Everything(
            @Setting(key = "x.text", description = "Text", defaultValue = "a b")
            String text,

            @Setting(key = "x.jobs", description = "Jobs", defaultValue = "4", minimum = "1", maximum = "64")
            int jobs,

            @Setting(key = "x.limit", description = "Limit", defaultValue = "5000000000")
            long limit,

            @Setting(key = "x.strict", description = "Strict", defaultValue = "false")
            boolean strict,

            @Setting(key = "x.format", description = "Format", defaultValue = "csv")
            Format format,

            @Setting(key = "x.folder", description = "Folder")
            Optional<Path> folder,

            @Setting(key = "x.endpoint", description = "Endpoint")
            Optional<URI> endpoint,

            @Setting(key = "x.wait", description = "Wait", defaultValue = "30s", minimum = "1s")
            Duration timeout,

            @Setting(key = "x.part-size", description = "Part", defaultValue = "256MiB")
            DataSize partSize,

            @Setting(key = "x.level", description = "Level") Optional<Integer> level,

            @Setting(key = "x.pattern", description = "Patterns", shortFlags = "-p")
            List<String> patterns,

            Link link) {}

    record Required(
            @Setting(key = "to", description = "Where to") String to) {}

    @Test
    void takesTheDeclaredDefaults() {
        assertThat(SettingsBinder.defaults(Everything.class))
                .isEqualTo(new Everything(
                        "a b",
                        4,
                        5_000_000_000L,
                        false,
                        Format.CSV,
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(30),
                        DataSize.ofMebibytes(256),
                        Optional.empty(),
                        List.of(),
                        new Link(Optional.empty(), Optional.empty())));
    }

    @Test
    void readsEveryType() {
        Everything bound = SettingsBinder.bind(
                Everything.class,
                Map.ofEntries(
                        Map.entry("x.text", ""),
                        Map.entry("x.jobs", "64"),
                        Map.entry("x.limit", "-1"),
                        Map.entry("x.strict", "yes"),
                        Map.entry("x.format", "Plain-Text"),
                        Map.entry("x.folder", "/a/b"),
                        Map.entry("x.endpoint", "http://127.0.0.1:9000"),
                        Map.entry("x.wait", "1h30m"),
                        Map.entry("x.part-size", "1 GiB"),
                        Map.entry("x.level", "3"),
                        Map.entry("x.pattern", "re_*"),
                        Map.entry("from", "postgresql:///app"),
                        Map.entry("link.password", "p")));

        assertThat(bound)
                .isEqualTo(new Everything(
                        "",
                        64,
                        -1,
                        true,
                        Format.PLAIN_TEXT,
                        Optional.of(Path.of("/a/b")),
                        Optional.of(URI.create("http://127.0.0.1:9000")),
                        Duration.ofMinutes(90),
                        DataSize.ofMebibytes(1024),
                        Optional.of(3),
                        List.of("re_*"),
                        new Link(Optional.of("postgresql:///app"), Optional.of("p"))));
    }

    @Test
    void reportsEverythingThatIsWrongTogether() {
        Map<String, SettingValue> values = Map.of(
                "x.jobs", SettingValue.of("0", SettingOrigin.variable("PGEXPORT_X_JOBS")),
                "x.format", SettingValue.of("cvs", SettingOrigin.flag("--x-format")),
                "x.wait", SettingValue.of("soon", SettingOrigin.file("pgexport.yaml", 7)));
        SettingProblems problems = new SettingProblems();

        assertThat(new SettingsBinder(values, problems).bind(Everything.class)).isEmpty();

        assertThatThrownBy(problems::throwIfAny)
                .isInstanceOfSatisfying(
                        ExportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIGURATION))
                .hasMessageContainingAll(
                        "3 settings are wrong",
                        "PGEXPORT_X_JOBS: \"0\" is not a whole number from 1 to 64",
                        "--x-format: \"cvs\" is not one of csv, plain-text; did you mean csv?",
                        "pgexport.yaml:7: x.wait: \"soon\" is not a duration such as 30s, 5m or 1h30m, at least 1s");
    }

    @Test
    void saysHowToGiveWhatIsRequired() {
        assertRefused(() -> SettingsBinder.defaults(Required.class), "to is required", "--to", "PGEXPORT_TO");
    }

    @Test
    void suggestsTheKeyThatWasMeant() {
        assertRefused(
                () -> SettingsBinder.bind(Everything.class, Map.of("x.part-sise", "1MiB")),
                "unknown setting x.part-sise; did you mean x.part-size?");
    }

    @Test
    void reportsWhatARecordRefuses() {
        assertRefused(
                () -> SettingsBinder.bind(Selection.class, Map.of("data-only", "true", "schema-only", "true")),
                "data-only and schema-only cannot be used together");
    }

    @Test
    void neverShowsASecret() {
        record Secret(
                @Setting(key = "pin", description = "Pin", secret = true, defaultValue = "1")
                int pin) {}

        assertThatThrownBy(() -> SettingsBinder.bind(Secret.class, Map.of("pin", "hunter2")))
                .hasMessageContaining("pin: the value is not a whole number")
                .hasMessageNotContaining("hunter2");
    }

    private static void assertRefused(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isInstanceOf(ExportException.class).hasMessageContainingAll(parts);
    }
}
