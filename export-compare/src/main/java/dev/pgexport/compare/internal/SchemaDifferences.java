package dev.pgexport.compare.internal;

import dev.pgexport.api.manifest.ColumnDescription;
import dev.pgexport.api.manifest.TableDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What differs in the declarations of a table, as sentences. The order of columns is no difference: they are compared by
 * name.
 */
final class SchemaDifferences {
    private SchemaDifferences() {}

    static List<String> between(TableDescription first, TableDescription other) {
        List<String> sentences = new ArrayList<>();
        if (first.kind() != other.kind()) {
            sentences.add("it is a " + kind(other) + ", was a " + kind(first));
        }
        Map<String, ColumnDescription> others = byName(other);
        for (ColumnDescription column : first.columns()) {
            ColumnDescription found = others.remove(column.name());
            if (found == null) {
                sentences.add("column " + column.name() + " is missing, was " + column.type());
            } else {
                column(column, found, sentences);
            }
        }
        first.columns().forEach(column -> others.remove(column.name()));
        for (ColumnDescription column : other.columns()) {
            if (others.containsKey(column.name())) {
                sentences.add("column " + column.name() + " is extra: " + column.type());
            }
        }
        if (!first.primaryKey().equals(other.primaryKey())) {
            sentences.add("the primary key is " + key(other) + ", was " + key(first));
        }
        return sentences;
    }

    private static void column(ColumnDescription first, ColumnDescription other, List<String> sentences) {
        if (!first.type().equals(other.type())) {
            sentences.add("column " + first.name() + " is " + other.type() + ", was " + first.type());
        }
        if (first.nullable() != other.nullable()) {
            sentences.add("column " + first.name()
                    + (other.nullable() ? " may be NULL, was NOT NULL" : " is NOT NULL, could be NULL"));
        }
        if (first.generated() != other.generated()) {
            sentences.add("column " + first.name()
                    + (other.generated() ? " is generated, was stored" : " is stored, was generated"));
        }
    }

    private static Map<String, ColumnDescription> byName(TableDescription table) {
        return table.columns().stream().collect(Collectors.toMap(ColumnDescription::name, Function.identity()));
    }

    private static String kind(TableDescription table) {
        return switch (table.kind()) {
            case TABLE -> "table";
            case PARTITIONED_TABLE -> "partitioned table";
            case FOREIGN_TABLE -> "foreign table";
            case MATERIALIZED_VIEW -> "materialized view";
        };
    }

    private static String key(TableDescription table) {
        return table.primaryKey().isEmpty() ? "none" : "(" + String.join(", ", table.primaryKey()) + ")";
    }
}
