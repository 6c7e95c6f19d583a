package dev.pgexport.snapshot.internal.result;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * A column's type in PostgreSQL, as near to format_type()'s words as RDS tells it. Of a numeric it tells the precision and
 * not the scale: {@code numeric(12)} would say that there is none.
 */
final class OriginalType {
    private OriginalType() {}

    static String of(JsonNode mapping) {
        String type = mapping.path("originalType").asText("unknown");
        if (type.indexOf('(') >= 0) {
            return type;
        }
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "character varying", "varchar", "character", "char", "bpchar", "bit", "bit varying", "varbit" ->
                withNumber(type, mapping.path("originalCharMaxLength"));
            default -> type;
        };
    }

    private static String withNumber(String type, JsonNode number) {
        return number.isIntegralNumber() && number.asLong() > 0 ? type + "(" + number.asLong() + ")" : type;
    }
}
