package dev.pgexport.restore;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import java.util.List;
import java.util.Optional;

/** In which form an export has what pg_dump wrote. */
sealed interface StoredDump {
    /** Definitions alone, as an archive, beside rows that COPY wrote. */
    record SchemaAlone(ManifestObject archive) implements StoredDump {}

    /** An archive in the custom format, with all rows in it. */
    record Custom(ManifestObject archive) implements StoredDump {}

    /** The files of an archive in the directory format. */
    record Directory(List<ManifestObject> files) implements StoredDump {}

    /** SQL. */
    record Plain(ManifestObject script) implements StoredDump {}

    /** The name of the archive that the strategy copy writes. */
    String SCHEMA = "schema/schema.dump";

    /** The folder of what the strategy pgdump writes. */
    String FOLDER = "dump/";

    String CONTENTS = "toc.dat";

    /** Return what an export has; empty when it holds rows alone. */
    static Optional<StoredDump> of(Manifest manifest) {
        Optional<ManifestObject> schema = manifest.objects().stream()
                .filter(object -> decodedName(object).equals(SCHEMA))
                .findFirst();
        if (schema.isPresent()) {
            return schema.map(SchemaAlone::new);
        }
        List<ManifestObject> files = manifest.objects().stream()
                .filter(object -> object.name().value().startsWith(FOLDER))
                .toList();
        if (files.isEmpty()) {
            return Optional.empty();
        }
        if (files.stream().anyMatch(file -> fileName(file).equals(CONTENTS))) {
            return Optional.of(new Directory(files));
        }
        ManifestObject only = files.get(0);
        if (files.size() == 1 && fileName(only).endsWith(".dump")) {
            return Optional.of(new Custom(only));
        }
        if (files.size() == 1 && fileName(only).endsWith(".sql")) {
            return Optional.of(new Plain(only));
        }
        throw new ExportException(
                Kind.INTEGRITY, "the export " + manifest.id() + " has a dump in no form that is known: " + only.name());
    }

    /** Return the name of an object without the engine's codec. */
    static String decodedName(ManifestObject object) {
        String name = object.name().value();
        return name.substring(0, name.length() - object.codec().suffix().length());
    }

    /** Return the name of a file as pg_dump wrote it. */
    static String fileName(ManifestObject object) {
        return decodedName(object).substring(FOLDER.length());
    }
}
