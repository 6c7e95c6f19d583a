package dev.pgexport.cli.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgexport.cli.configuration.KnownSettings;
import dev.pgexport.cli.failure.ExitCode;
import dev.pgexport.cli.plugin.Plugins;
import dev.pgexport.engine.settings.SettingDeclaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever is woken finds what woke them. */
class OperationsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "operations.md");
    private static final Path MODULES = Path.of("..", "terraform", "modules");
    private static final Pattern ALARM = Pattern.compile("alarm_name\\s*=\\s*\"\\$\\{var[.]name}-([^\"]*)\"");

    @Test
    void everyExitCodeHasARunbook() throws IOException {
        Set<String> codes = Arrays.stream(ExitCode.values())
                .map(code -> String.valueOf(code.number()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(headings("[0-9]+")).isEqualTo(codes);
    }

    @Test
    void everyAlarmOfTheModulesHasARunbook() throws IOException {
        Set<String> alarms = new TreeSet<>();
        try (Stream<Path> files = Files.walk(MODULES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".tf")).toList()) {
                ALARM.matcher(Files.readString(file))
                        .results()
                        .map(found -> found.group(1))
                        .forEach(alarms::add);
            }
        }
        // The two of one resource: the keys of what it is made for each of.
        assertThat(alarms.remove("replication-${each.key}")).isTrue();
        alarms.addAll(List.of("replication-failed", "replication-late"));

        assertThat(headings("`<name>-(.*)`")).isEqualTo(alarms).contains("failed", "late", "not-started", "slow");
    }

    @Test
    void everySettingThatItNamesExists() throws IOException {
        Set<String> flags = new KnownSettings(Plugins.load(Optional.empty()))
                .all().stream().map(SettingDeclaration::flag).collect(Collectors.toSet());
        Stream<String> named = Pattern.compile("`(--(?:metrics|events|audit)[a-z-]*)")
                .matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1));

        assertThat(named).isNotEmpty().allMatch(flags::contains);
    }

    private static Set<String> headings(String form) throws IOException {
        return Pattern.compile("(?m)^### (?:" + form + ")$")
                .matcher(Files.readString(PAGE))
                .results()
                .map(OperationsPageTest::last)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String last(MatchResult found) {
        return found.groupCount() == 0 ? found.group().substring("### ".length()) : found.group(1);
    }
}
