package dev.pgexport.postgres.catalog;

import dev.pgexport.api.TableName;
import java.util.List;
import java.util.stream.Collectors;

/** Spells names in SQL: always in double quotes, so that no key word and no case matters. */
public final class SqlIdentifier {
    private SqlIdentifier() {}

    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    public static String quote(TableName name) {
        return quote(name.schema()) + "." + quote(name.name());
    }

    /** Quote each name, with commas between. */
    public static String quoteAll(List<String> identifiers) {
        return identifiers.stream().map(SqlIdentifier::quote).collect(Collectors.joining(", "));
    }
}
