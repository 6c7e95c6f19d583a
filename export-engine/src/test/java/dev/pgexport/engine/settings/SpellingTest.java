package dev.pgexport.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    @ParameterizedTest
    @CsvSource({"cvs,csv,1", "copy,copy,0", "jbos,jobs,1", "kitten,sitting,3", "'',abc,3"})
    void countsEdits(String left, String right, int distance) {
        assertThat(Spelling.distance(left, right)).isEqualTo(distance);
    }

    @Property
    void theDistanceIsTheSameBothWays(
            @ForAll @AlphaChars @StringLength(max = 8) String left,
            @ForAll @AlphaChars @StringLength(max = 8) String right) {
        assertThat(Spelling.distance(left, right)).isEqualTo(Spelling.distance(right, left));
    }

    @Test
    void suggestsNothingThatIsFarAway() {
        assertThat(Spelling.nearest("colour", List.of("copy.format", "jobs"))).isEmpty();
        assertThat(Spelling.suggestion("jbos", List.of("copy.format", "jobs"))).isEqualTo("; did you mean jobs?");
    }
}
