package dev.pgexport.testkit.rds;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/**
 * What becomes of PostgreSQL's types in Parquet.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ExportSnapshot.html">Data conversion when
 *     exporting to an Amazon S3 bucket</a>
 */
enum ExportedType {
    BOOLEAN(PrimitiveTypeName.BOOLEAN, "boolean", "boolean"),
    SMALLINT(PrimitiveTypeName.INT32, "int32 (INT_16)", "short"),
    INTEGER(PrimitiveTypeName.INT32, "int32", "integer"),
    BIGINT(PrimitiveTypeName.INT64, "int64", "long"),
    REAL(PrimitiveTypeName.FLOAT, "float", "float"),
    DOUBLE(PrimitiveTypeName.DOUBLE, "double", "double"),
    BYTEA(PrimitiveTypeName.BINARY, "binary", "binary"),
    TEXT(PrimitiveTypeName.BINARY, "binary (UTF8)", "string");

    /** The types of section "Object Identifier Types" of PostgreSQL's documentation. */
    private static final Set<String> OBJECT_IDENTIFIERS = Set.of(
            "oid",
            "regclass",
            "regcollation",
            "regconfig",
            "regdictionary",
            "regnamespace",
            "regoper",
            "regoperator",
            "regproc",
            "regprocedure",
            "regrole",
            "regtype",
            "xid",
            "xid8",
            "cid",
            "tid");

    private final PrimitiveTypeName physical;
    private final String expected;
    private final String spark;

    ExportedType(PrimitiveTypeName physical, String expected, String spark) {
        this.physical = physical;
        this.expected = expected;
        this.spark = spark;
    }

    /**
     * Return the type that a column is exported as; empty for object identifiers, which are not.
     *
     * @param name of the type in {@code pg_type}; of a domain its own, which is exported as text whatever is below it
     */
    static Optional<ExportedType> of(String name, boolean builtIn) {
        if (!builtIn) {
            return Optional.of(TEXT);
        }
        if (OBJECT_IDENTIFIERS.contains(name)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (name) {
                    case "bool" -> BOOLEAN;
                    case "int2" -> SMALLINT;
                    case "int4" -> INTEGER;
                    case "int8" -> BIGINT;
                    case "float4" -> REAL;
                    case "float8" -> DOUBLE;
                    case "bytea" -> BYTEA;
                    default -> TEXT;
                });
    }

    /** Return the word of {@code expectedExportedType}. */
    String expected() {
        return expected;
    }

    /** Return Spark's name of the type. */
    String spark() {
        return spark;
    }

    /** Return the column of the schema; Spark writes all as optional. */
    PrimitiveType column(String name) {
        Types.PrimitiveBuilder<PrimitiveType> column = Types.optional(physical);
        return switch (this) {
            case SMALLINT -> column.as(LogicalTypeAnnotation.intType(16, true)).named(name);
            case TEXT -> column.as(LogicalTypeAnnotation.stringType()).named(name);
            default -> column.named(name);
        };
    }

    /** Write a value that is not NULL. */
    void write(ResultSet row, int column, RecordConsumer consumer) throws SQLException {
        switch (this) {
            case BOOLEAN -> consumer.addBoolean(row.getBoolean(column));
            case SMALLINT, INTEGER -> consumer.addInteger(row.getInt(column));
            case BIGINT -> consumer.addLong(row.getLong(column));
            case REAL -> consumer.addFloat(row.getFloat(column));
            case DOUBLE -> consumer.addDouble(row.getDouble(column));
            case BYTEA -> consumer.addBinary(Binary.fromConstantByteArray(row.getBytes(column)));
            case TEXT -> consumer.addBinary(Binary.fromString(row.getString(column)));
        }
    }
}
