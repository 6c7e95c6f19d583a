package dev.pgexport.compare.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgexport.api.ExportException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalTypesTest {
    private static final CanonicalTypes BUILT_IN = new CanonicalTypes(UserTypes.none());

    private static CanonicalColumn column(CanonicalTypes types, String type, ValueForm form) {
        return ((Comparability.Canonical) types.of(type, form)).column("amount");
    }

    private static String reason(CanonicalTypes types, String type) {
        return ((Comparability.NotComparable) types.of(type, ValueForm.BINARY)).reason();
    }

    private static String canonical(CanonicalColumn column, byte[] value) {
        column.accept(value, 0, value.length);
        return new String(column.bytes(), column.offset(), column.length(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text",
                "integer",
                "bigint",
                "numeric",
                "numeric(12,2)",
                "double precision",
                "uuid",
                "date",
                "timestamp(3) without time zone",
                "timestamp with time zone",
                "interval day to second(3)",
                "bytea",
                "jsonb",
                "text[]",
                "int4range",
                "boolean"
            })
    void aTextThatIsCanonicalStaysWhereItIs(String type) {
        CanonicalColumn column = column(BUILT_IN, type, ValueForm.TEXT);
        String text = switch (type) {
            case "numeric(12,2)" -> "17.50";
            case "timestamp with time zone" -> "2024-01-02 03:04:05.678+00";
            case "bytea" -> "\\x00ff";
            case "boolean" -> "t";
            default -> "17";
        };
        byte[] bytes = ("around" + text + "it").getBytes(StandardCharsets.UTF_8);

        column.accept(bytes, 6, text.length());

        assertThat(column.bytes()).isSameAs(bytes);
        assertThat(column.offset()).isEqualTo(6);
        assertThat(column.length()).isEqualTo(text.length());
    }

    @Test
    void aTextInBinaryFormStaysWhereItIs() {
        byte[] bytes = "\1{\"a\": 1}".getBytes(StandardCharsets.UTF_8);
        CanonicalColumn column = column(BUILT_IN, "jsonb", ValueForm.BINARY);

        column.accept(bytes, 0, bytes.length);

        assertThat(column.bytes()).isSameAs(bytes);
        assertThat(column.offset()).isEqualTo(1);
    }

    @Test
    void aByteAbove127IsWrittenAsLaterServersDo() {
        assertThat(canonical(column(BUILT_IN, "\"char\"", ValueForm.TEXT), new byte[] {(byte) 0x80}))
                .isEqualTo("\\200")
                .isEqualTo(canonical(column(BUILT_IN, "\"char\"", ValueForm.BINARY), new byte[] {(byte) 0x80}));
    }

    @Test
    void aBigValueDoesNotStayInMemory() {
        CanonicalColumn column = column(BUILT_IN, "bytea", ValueForm.BINARY);
        column.accept(new byte[4 << 20], 0, 4 << 20);
        column.accept(new byte[] {1}, 0, 1);

        assertThat(column.bytes().length).isLessThan(1 << 20);
    }

    @Test
    void theBinaryFormOfATypeThatNothingDescribesIsNotComparable() {
        assertThat(reason(BUILT_IN, "public.mood"))
                .isEqualTo("the binary form of public.mood cannot be read: the type is not built in, and nothing"
                        + " describes it");
        assertThat(reason(BUILT_IN, "public.mood[]")).contains("public.mood cannot be read");
        assertThat(reason(BUILT_IN, "regclass")).contains("a number in its database's catalog");
    }

    @Test
    void whatHoldsATypeThatIsNotComparableIsNotEither() {
        CanonicalTypes types = new CanonicalTypes(UserTypes.of(List.of(
                new UserType.Composite("public.part", List.of(new TypeAttribute("mood", "public.mood"))),
                new UserType.Domain("public.some", "public.part[]"),
                new UserType.Multirange("public.many", "public.one"),
                new UserType.Base("public.hstore", "hstore", Optional.empty()))));

        assertThat(reason(types, "public.part")).contains("public.mood cannot be read");
        assertThat(reason(types, "public.some")).contains("public.mood cannot be read");
        assertThat(reason(types, "public.many")).contains("nothing describes the range type public.one");
        assertThat(reason(types, "public.hstore")).isEqualTo("there is no rule for the binary form of public.hstore");
    }

    @Test
    void aTextOfATypeThatNothingDescribesIsTakenAsItIs() {
        assertThat(canonical(column(BUILT_IN, "public.mood", ValueForm.TEXT), "so so".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("so so");
    }

    @ParameterizedTest
    @CsvSource({
        "integer, 0000000000",
        "bigint, 00000000",
        "boolean, ''",
        "numeric, 00020000000000000001",
        "numeric, 00010000000000002710",
        "numeric, 0001000012340000 0001",
        "numeric, 00000000",
        "uuid, 00",
        "bit varying, 0000000900",
        "jsonb, 027b7d",
        "inet, 0920000401020304",
        "time without time zone, 7fffffffffffffff",
        "integer[], 00000001000000000000001700000001",
        "integer[], 000000010000000000000017000000010000000100000005 00000001",
        "integer[], 000000000000000000000017ff",
        "int4range, 02",
        "int4range, 01ff",
        "int4multirange, 7fffffff",
        "tsvector, 00000001",
        "tsquery, 0000000101000041",
        "tsquery, 000000020100004100 0100004200",
        "tsquery, 000000010202",
        "path, 0100000001",
        "polygon, 7fffffff"
    })
    void whatIsNoBinaryFormOfTheTypeIsRefused(String type, String hexadecimal) {
        byte[] bytes = HexFormat.of().parseHex(hexadecimal.replace(" ", ""));
        CanonicalColumn column = column(BUILT_IN, type, ValueForm.BINARY);

        ExportException failure =
                catchThrowableOfType(ExportException.class, () -> column.accept(bytes, 0, bytes.length));

        assertThat(failure.kind()).isEqualTo(ExportException.Kind.INTEGRITY);
        assertThat(failure).hasMessageStartingWith("column amount holds what is no binary form of the type " + type);
    }

    @ParameterizedTest
    @CsvSource({
        "boolean, maybe",
        "timestamp with time zone, 2024-01-02 03:04:05",
        "timestamp with time zone, 2024-13-02 03:04:05+01",
        "timestamp with time zone, 02/01/2024 03:04:05 CET",
        "double precision, many",
        "money, nothing",
        "bytea, \\9",
        "pg_lsn, 16",
        "bytea[], {a",
        "'numeric(5,2)[]', {1}}",
        "tstzrange, '[2024-01-02 03:04:05+00'"
    })
    void whatIsNoTextOfTheTypeIsRefused(String type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        CanonicalColumn column = column(BUILT_IN, type, ValueForm.TEXT);

        assertThatThrownBy(() -> column.accept(bytes, 0, bytes.length))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("no text form of the type " + type)
                .hasMessageNotContaining("many");
    }

    @Test
    void twoTypesOfOneNameAreRefused() {
        assertThatThrownBy(() -> UserTypes.of(
                        List.of(new UserType.Enumeration("public.a"), new UserType.Domain("public.a", "text"))))
                .hasMessage("two types have the name public.a");
    }
}
