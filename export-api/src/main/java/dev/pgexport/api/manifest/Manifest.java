package dev.pgexport.api.manifest;

import dev.pgexport.api.ExportId;
import dev.pgexport.api.ObjectName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an export holds. It is written last: an export exists if and only if its manifest does.
 *
 * @param formatVersion {@link #FORMAT_VERSION} in what this program writes
 * @param id the export's id
 * @param strategy the source plugin's name
 * @param reader the name of the {@link dev.pgexport.api.read.ReaderPlugin} that reads the rows again, when there is one
 * @param programVersion the version of pgexport that wrote it
 * @param settings the strategy's settings by key, without secrets
 * @param source where the rows come from
 * @param consistency what makes all objects show the same moment
 * @param contents which halves of the database the export holds
 * @param tables every selected table
 * @param types the types of the tables' columns that are not built in, as far as they are known
 * @param objects every object, by name
 * @param leftOut what the export does not hold, and why
 * @param warnings what a person should know
 * @param timings when the run did what
 */
public record Manifest(
        int formatVersion,
        ExportId id,
        String strategy,
        Optional<String> reader,
        String programVersion,
        Map<String, String> settings,
        SourceDescription source,
        Consistency consistency,
        Contents contents,
        List<ManifestTable> tables,
        List<TypeDescription> types,
        List<ManifestObject> objects,
        List<LeftOut> leftOut,
        List<String> warnings,
        Timings timings) {

    /** The version of the form that this program writes. */
    public static final int FORMAT_VERSION = 1;

    /** The manifest's own name within an export. */
    public static final ObjectName NAME = ObjectName.of("manifest.json");

    public Manifest {
        settings = Map.copyOf(settings);
        tables = List.copyOf(tables);
        types = List.copyOf(types);
        objects = List.copyOf(objects);
        leftOut = List.copyOf(leftOut);
        warnings = List.copyOf(warnings);
    }
}
