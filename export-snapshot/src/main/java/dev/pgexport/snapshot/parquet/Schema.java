package dev.pgexport.snapshot.parquet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;

/** Finds the columns of a footer's schema, which is a tree of one level in what RDS writes. */
final class Schema {
    private Schema() {}

    static List<ParquetColumn> columns(SeekableSource source, List<SchemaElement> schema) {
        if (schema.isEmpty()) {
            throw Damage.of(source, "its schema is empty");
        }
        List<ParquetColumn> columns = new ArrayList<>(schema.size() - 1);
        Set<String> names = new HashSet<>();
        for (SchemaElement element : schema.subList(1, schema.size())) {
            ParquetColumn column = column(source, element);
            if (!names.add(column.name())) {
                throw Damage.foreign(source, "two columns are named " + column.name());
            }
            columns.add(column);
        }
        if (schema.get(0).getNum_children() != columns.size()) {
            throw Damage.of(
                    source,
                    "its schema has " + columns.size() + " columns of "
                            + schema.get(0).getNum_children());
        }
        return columns;
    }

    private static ParquetColumn column(SeekableSource source, SchemaElement element) {
        String name = element.getName();
        if (name == null || name.isEmpty()) {
            throw Damage.of(source, "a column has no name");
        }
        if (element.getNum_children() > 0 || element.getType() == null) {
            throw Damage.foreign(source, "column " + name + " is nested");
        }
        FieldRepetitionType repetition = element.getRepetition_type();
        if (repetition == null) {
            throw Damage.of(source, "column " + name + " is neither required nor optional");
        }
        if (repetition == FieldRepetitionType.REPEATED) {
            throw Damage.foreign(source, "column " + name + " is repeated");
        }
        return new ParquetColumn(
                name,
                PhysicalType.valueOf(element.getType().name()),
                annotation(element),
                repetition == FieldRepetitionType.OPTIONAL);
    }

    /** The newer of the two ways to annotate counts where both are there. Source: Apache Parquet, "Logical Types". */
    private static Optional<String> annotation(SchemaElement element) {
        LogicalType logical = element.getLogicalType();
        if (logical != null && logical.isSet()) {
            return Optional.of(annotation(logical));
        }
        return Optional.ofNullable(element.getConverted_type()).map(type -> annotation(type, element));
    }

    private static String annotation(LogicalType logical) {
        if (logical.isSetINTEGER()) {
            IntType integer = logical.getINTEGER();
            return (integer.isIsSigned() ? "INT_" : "UINT_") + integer.getBitWidth();
        }
        if (logical.isSetDECIMAL()) {
            DecimalType decimal = logical.getDECIMAL();
            return "DECIMAL(" + decimal.getPrecision() + "," + decimal.getScale() + ")";
        }
        return logical.getSetField().getFieldName();
    }

    private static String annotation(ConvertedType type, SchemaElement element) {
        return switch (type) {
            case UTF8 -> "STRING";
            case DECIMAL -> "DECIMAL(" + element.getPrecision() + "," + element.getScale() + ")";
            default -> type.name();
        };
    }
}
