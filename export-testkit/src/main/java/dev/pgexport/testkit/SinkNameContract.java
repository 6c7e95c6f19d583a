package dev.pgexport.testkit;

import static dev.pgexport.testkit.SinkUnderTest.listed;
import static dev.pgexport.testkit.SinkUnderTest.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportId;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every legal name is stored as it is, and no other gets as far as a sink. */
interface SinkNameContract extends SinkUnderTest {
    /** Names that a shell, a URI, SQL, a pattern or another operating system would stumble over. */
    List<String> ODD_NAMES = List.of(
            "e/a b",
            "e/ leading",
            "e/trailing ",
            "e/trailing.",
            "e/.hidden",
            "e/...",
            "e/..a",
            "e/a..",
            "e/-rf",
            "e/--",
            "e/~",
            "e/~root",
            "e/*",
            "e/?",
            "e/[a-z]",
            "e/{a,b}",
            "e/$HOME",
            "e/$(id)",
            "e/`id`",
            "e/a;b",
            "e/a|b",
            "e/a&b",
            "e/a>b",
            "e/a<b",
            "e/a\"b",
            "e/a'b",
            "e/a''b",
            "e/%",
            "e/%2F",
            "e/%2e%2e",
            "e/%00",
            "e/%s",
            "e/a_b",
            "e/a+b",
            "e/a=b",
            "e/a#b",
            "e/a?b=c",
            "e/a:b",
            "e/C:",
            "e/a@b",
            "e/a,b",
            "e/a!b",
            "e/a^b",
            "e/(a)",
            "e/CON",
            "e/nul.txt",
            "e/a.tmp",
            "e/manifest.json.tmp",
            "e/pgexport",
            "e/x.pgexport",
            "e/.pgexpor",
            "e/é",
            "e/e\u0301",
            "e/ß",
            "e/İ",
            "e/日本語",
            "e/\uD83D\uDC18",
            "e/\u202Eabc",
            "e/\u00A0",
            "e/\u200B",
            "e/\uFEFF",
            "e/\uFFFD",
            "e/A",
            "e/0",
            "e/null",
            "e/undefined",
            "e/a/b/c/d/e/f/g/h");

    @Test
    default void everyOddNameIsStoredAsItIs() throws Exception {
        Sink sink = openSink();
        List<ObjectName> names = ODD_NAMES.stream().map(ObjectName::new).toList();
        for (ObjectName name : names) {
            sink.put(name, out -> out.write(name.value().getBytes(StandardCharsets.UTF_8)));
        }

        assertThat(listed(sink))
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map(ObjectName::value).toList());
        for (ObjectName name : names) {
            assertThat(new String(read(sink, name), StandardCharsets.UTF_8)).isEqualTo(name.value());
        }
        for (ObjectName name : names) {
            sink.delete(name);
        }
        assertThat(everythingStored()).isEmpty();
    }

    @Test
    default void namesThatDifferOnlyInCaseAreDifferentObjects() throws Exception {
        Sink sink = openSink();
        ObjectName upper = ObjectName.of("e", "Orders");
        ObjectName lower = ObjectName.of("e", "orders");

        sink.put(upper, out -> out.write(1));
        sink.create(lower, out -> out.write(2));

        assertThat(read(sink, upper)).containsExactly(1);
        assertThat(read(sink, lower)).containsExactly(2);
    }

    @Test
    default void longestNamesAreStored() throws Exception {
        Sink sink = openSink();
        ObjectName longSegment = ObjectName.of("e", "x".repeat(255));
        ObjectName longSegmentOfManyBytes = ObjectName.of("e", "é".repeat(127) + "x");
        ObjectName longName = new ObjectName("e/" + ("y".repeat(250) + "/").repeat(4) + "z".repeat(18));
        List<ObjectName> names = List.of(longSegment, longSegmentOfManyBytes, longName);

        for (ObjectName name : names) {
            sink.put(name, out -> out.write(1));
            sink.delete(name);
            sink.create(name, out -> out.write(2));
        }

        assertThat(listed(sink))
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map(ObjectName::value).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "e/",
                "/e",
                "e//a",
                ".",
                "..",
                "e/.",
                "e/..",
                "../e",
                "e/../../a",
                "e/./a",
                "e\\a",
                "e/..\\a",
                "e/a\0b",
                "e/a\nb",
                "e/a\rb",
                "e/a\tb",
                "e/a\u007Fb",
                "e/a\u0085b",
                "e/\uD83D",
                "e/\uDC18\uD83D",
                ".pgexport",
                ".pgexport/a",
                "e/.pgexport",
                "e/.pgexport-1",
                "e/.pgexport/lock"
            })
    default void hostileNameIsRefused(String name) {
        assertThatThrownBy(() -> new ObjectName(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void namesThatAreTooLongAreRefused() {
        Stream.of("e/" + "x".repeat(256), "e/" + "é".repeat(128), ("x".repeat(200) + "/").repeat(5) + "x".repeat(20))
                .forEach(name ->
                        assertThatThrownBy(() -> new ObjectName(name)).isInstanceOf(IllegalArgumentException.class));
    }

    @Test
    default void whatTheSinkKeepsForItselfIsNeverShown() throws Exception {
        Sink sink = openSink();
        ObjectName name = ObjectName.of("e", "a");

        try (Sink.Claim claim = sink.claim(new ExportId("e"))) {
            sink.put(name, out -> {
                out.write(1);
                out.flush();
                assertThat(listed(sink)).as("%s", claim).isEmpty();
            });

            assertThat(listed(sink)).containsExactly("e/a");
            assertThat(sink.exports().map(ExportId::value)).containsExactly("e");
        }
    }
}
