package dev.pgexport.api.manifest;

import java.util.List;
import java.util.Optional;

/**
 * What is known of an export before its first object is written: the manifest's first half.
 *
 * @param source where the rows come from
 * @param consistency what makes all objects show the same moment
 * @param contents which halves of the database the export holds
 * @param tables every selected table
 * @param leftOut what the export does not hold, and why
 * @param types the types of the tables' columns that are not built in, as far as they are known
 * @param reader the name of the {@link dev.pgexport.api.read.ReaderPlugin} that reads the rows again, when there is one
 */
public record ExportDescription(
        SourceDescription source,
        Consistency consistency,
        Contents contents,
        List<TableDescription> tables,
        List<LeftOut> leftOut,
        List<TypeDescription> types,
        Optional<String> reader) {

    public ExportDescription {
        tables = List.copyOf(tables);
        leftOut = List.copyOf(leftOut);
        types = List.copyOf(types);
    }

    /** Describe an export whose rows no reader reads. */
    public ExportDescription(
            SourceDescription source,
            Consistency consistency,
            Contents contents,
            List<TableDescription> tables,
            List<LeftOut> leftOut) {
        this(source, consistency, contents, tables, leftOut, List.of(), Optional.empty());
    }

    /** Return this description with the name of a reader. */
    public ExportDescription withReader(String name) {
        return new ExportDescription(source, consistency, contents, tables, leftOut, types, Optional.of(name));
    }

    /** Return this description with the types of the columns. */
    public ExportDescription withTypes(List<TypeDescription> described) {
        return new ExportDescription(source, consistency, contents, tables, leftOut, described, reader);
    }
}
