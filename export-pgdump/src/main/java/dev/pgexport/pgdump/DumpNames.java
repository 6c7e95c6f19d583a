package dev.pgexport.pgdump;

import dev.pgexport.api.ObjectName;
import dev.pgexport.api.manifest.ManifestObject;

/** The names of the objects of a dump. */
final class DumpNames {
    private static final String FOLDER = "dump";
    private static final String ARCHIVE = ".dump";
    private static final String SQL = ".sql";

    private DumpNames() {}

    static ObjectName piped(String database, PgDumpMode mode) {
        return ObjectName.of(FOLDER, ObjectName.encode(database) + (mode == PgDumpMode.PLAIN ? SQL : ARCHIVE));
    }

    static ObjectName staged(String file) {
        return ObjectName.of(FOLDER, file);
    }

    /** Return the name of the file as pg_dump wrote it: without the folder, and without the engine's codec. */
    static String file(ManifestObject object) {
        String name = object.name().value();
        return name.substring(
                name.indexOf('/') + 1, name.length() - object.codec().suffix().length());
    }

    static boolean isArchive(String file) {
        return file.endsWith(ARCHIVE);
    }

    static boolean isSql(String file) {
        return file.endsWith(SQL);
    }
}
