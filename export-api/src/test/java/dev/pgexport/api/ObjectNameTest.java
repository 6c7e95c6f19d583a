package dev.pgexport.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ObjectNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "manifest.json",
                "data/public.moves/00003.csv.zst",
                "data/app.Größe 2/00001.csv",
                "a/..b/c..",
                "emoji/🚚",
                "odd/!'()*&$@=;:+,? %2F#[]{}^~|<>\"`"
            })
    void acceptsNamesThatAreSafeAsKeyAndAsPath(String name) {
        assertThat(new ObjectName(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "a//b",
                "a/",
                ".",
                "..",
                "a/../../b",
                "a/./b",
                "a\\b",
                "a\0b",
                "line\nbreak",
                "a/\uD800",
                ".pgexport-1.tmp",
                "a/.pgexport/lock"
            })
    void refusesNamesThatLeaveTheLocationOrCannotBeWritten(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectName(name));
    }

    @Test
    void refusesASegmentLongerThanAFileNameMayBe() {
        assertThat(ObjectName.of("ü".repeat(127)).segments()).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> ObjectName.of("ü".repeat(128)));
    }

    @Test
    void refusesANameLongerThanAKeyMayBe() {
        String segment = "a".repeat(255);
        assertThat(ObjectName.of(segment, segment, segment, segment)).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> ObjectName.of(segment, segment, segment, segment, "b"));
    }

    @Test
    void resolvesBelowAFolder() {
        ObjectName folder = ObjectName.of("export");
        ObjectName object = folder.resolve(ObjectName.of("data", "a.csv")).withSuffix(".zst");

        assertThat(object).hasToString("export/data/a.csv.zst");
        assertThat(object.isBelow(folder)).isTrue();
        assertThat(ObjectName.of("exports", "a").isBelow(folder)).isFalse();
    }

    @Property
    void everyTableHasALegalSegment(
            @ForAll @StringLength(min = 1, max = 63) String schema,
            @ForAll @StringLength(min = 1, max = 63) String table) {
        String segment = new TableName(schema, table).segment();

        assertThat(ObjectName.of("data", segment, "00001.csv").segments()).hasSize(3);
    }
}
