package dev.pgexport.api;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class TableNameTest {
    @Test
    void namesAPlainTableAsItIs() {
        assertThat(new TableName("public", "re_services").segment()).isEqualTo("public.re_services");
    }

    @Test
    void encodesWhatIsNotALetterOrDigit() {
        assertThat(new TableName("a.b", "c/d e%\n").segment()).isEqualTo("a%2Eb.c%2Fd%20e%25%0A");
    }

    @Test
    void keepsLongNamesApart() {
        TableName one = new TableName("/".repeat(63), "/".repeat(62) + "1");
        TableName two = new TableName("/".repeat(63), "/".repeat(62) + "2");

        assertThat(one.segment()).hasSizeLessThanOrEqualTo(200).isNotEqualTo(two.segment());
    }

    @Property
    void twoTablesNeverShareASegment(
            @ForAll @Chars({'a', '.', '%', '/', '2', 'E'}) @StringLength(min = 1, max = 4) String schema,
            @ForAll @Chars({'a', '.', '%', '/', '2', 'E'}) @StringLength(min = 1, max = 4) String table,
            @ForAll @Chars({'a', '.', '%', '/', '2', 'E'}) @StringLength(min = 1, max = 4) String otherSchema,
            @ForAll @Chars({'a', '.', '%', '/', '2', 'E'}) @StringLength(min = 1, max = 4) String otherTable) {
        TableName one = new TableName(schema, table);
        TableName other = new TableName(otherSchema, otherTable);
        Assume.that(!one.equals(other));

        assertThat(one.segment()).isNotEqualTo(other.segment());
    }

    @Test
    void quotesWhatIsNotAPlainIdentifier() {
        assertThat(new TableName("public", "Order \"x\"")).hasToString("public.\"Order \"\"x\"\"\"");
    }
}
