package dev.pgexport.postgres.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.ExportException;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PsqlPatternTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "re_* ~ ^(re_.*)$",
                "MixedCase ~ ^(mixedcase)$",
                "\"MixedCase\" ~ ^(MixedCase)$",
                "FOO\"FOO\"BAR ~ ^(fooFOObar)$",
                "\"a\"\"b\" ~ ^(a\"b)$",
                "a?c ~ ^(a.c)$",
                "\"a?c*\" ~ ^(a\\?c\\*)$",
                "price$ ~ ^(price\\$)$",
                "\"price$\" ~ ^(price\\$)$",
                "(a|b)+ ~ ^((a|b)+)$",
                "\"(a|b)+\" ~ ^(\\(a\\|b\\)\\+)$",
                "[ab] ~ ^([ab])$",
                "int4[] ~ ^(int4\\[])$",
                "\"[ab]\" ~ ^(\\[ab\\])$",
                "\"a\\b\" ~ ^(a\\\\b)$",
                "a\\d ~ ^(a\\d)$",
                "ÄÖÜ ~ ^(ÄÖÜ)$",
                "unclosed\"A.b ~ ^(unclosedA\\.b)$",
            })
    void translatesAName(String pattern, String expression) {
        PsqlPattern translated = PsqlPattern.ofTable(pattern);
        assertThat(translated.name()).isEqualTo(expression);
        assertThat(translated.schema()).isEmpty();
        assertThat(translated.database()).isEmpty();
    }

    @Test
    void separatesSchemaAndNameAtADot() {
        PsqlPattern pattern = PsqlPattern.ofTable("App*.\"Or.der\"");
        assertThat(pattern.schema()).hasValue("^(app.*)$");
        assertThat(pattern.name()).isEqualTo("^(Or\\.der)$");
    }

    @Test
    void takesTheDatabaseLiterally() {
        PsqlPattern pattern = PsqlPattern.ofTable("My\"D$*b\".s.t");
        assertThat(pattern.database()).hasValue("myD$*b");
        assertThat(pattern.schema()).hasValue("^(s)$");
        assertThat(pattern.name()).isEqualTo("^(t)$");
    }

    @Test
    void refusesThreeDotsInATable() {
        assertThatThrownBy(() -> PsqlPattern.ofTable("a.b.c.d"))
                .isInstanceOf(ExportException.class)
                .hasMessage("improper relation name (too many dotted names): a.b.c.d");
    }

    @Test
    void refusesADotInASchema() {
        assertThatThrownBy(() -> PsqlPattern.ofSchema("app.public"))
                .isInstanceOf(ExportException.class)
                .hasMessage("cross-database references are not implemented: app.public");
        assertThatThrownBy(() -> PsqlPattern.ofSchema("a.b.c"))
                .hasMessage("improper qualified name (too many dotted names): a.b.c");
        assertThat(PsqlPattern.ofSchema("\"a.b\"").name()).isEqualTo("^(a\\.b)$");
    }

    @Test
    void refusesAnotherDatabase() {
        PsqlPattern pattern = PsqlPattern.ofTable("other.s.t");
        assertThatThrownBy(() -> pattern.requireDatabase("app"))
                .isInstanceOf(ExportException.class)
                .hasMessage("cross-database references are not implemented: other.s.t");
        PsqlPattern.ofTable("app.s.t").requireDatabase("app");
    }

    @Property
    void matchesAQuotedNameAndNothingElse(@ForAll @NotEmpty String name, @ForAll @NotEmpty String other) {
        PsqlPattern pattern = PsqlPattern.ofTable('"' + name.replace("\"", "\"\"") + '"');
        Pattern expression = Pattern.compile(pattern.name(), Pattern.DOTALL | Pattern.UNIX_LINES);
        assertThat(expression.matcher(name).matches()).isTrue();
        assertThat(expression.matcher(other).matches()).isEqualTo(name.equals(other));
    }
}
