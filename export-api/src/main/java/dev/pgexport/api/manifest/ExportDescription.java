package dev.pgexport.api.manifest;

import java.util.List;

/**
 * What is known of an export before its first object is written: the manifest's first half.
 *
 * @param source where the rows come from
 * @param consistency what makes all objects show the same moment
 * @param contents which halves of the database the export holds
 * @param tables every selected table
 * @param leftOut what the export does not hold, and why
 */
public record ExportDescription(
        SourceDescription source,
        Consistency consistency,
        Contents contents,
        List<TableDescription> tables,
        List<LeftOut> leftOut) {

    public ExportDescription {
        tables = List.copyOf(tables);
        leftOut = List.copyOf(leftOut);
    }
}
