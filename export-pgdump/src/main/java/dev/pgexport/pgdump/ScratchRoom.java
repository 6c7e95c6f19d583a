package dev.pgexport.pgdump;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.setting.DataSize;
import dev.pgexport.postgres.catalog.Catalog;
import dev.pgexport.postgres.catalog.CatalogTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares the room in scratch space with what a staged dump may take. */
final class ScratchRoom {
    /** Compressed rows seldom take more than half of what they take in the database. */
    private static final int SHRINKS_BY = 2;

    private ScratchRoom() {}

    /** Return about how many bytes the exported rows take in the database. */
    static long databaseBytes(Catalog catalog) {
        return catalog.tables().stream()
                .filter(CatalogTable::data)
                .mapToLong(CatalogTable::bytes)
                .sum();
    }

    /** Return about how many bytes of scratch space the rows take, from what they take in the database. */
    static long needed(long databaseBytes) {
        return databaseBytes / SHRINKS_BY;
    }

    /** Return how many bytes may be written below a folder, which need not exist. */
    static long usable(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            return Files.getFileStore(existing).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Require room for a dump.
     *
     * @throws ExportException of kind CONFIGURATION that says how much is missing
     */
    static void require(Path folder, long databaseBytes) {
        long missing = needed(databaseBytes) - usable(folder);
        if (missing > 0) {
            throw new ExportException(
                            ExportException.Kind.CONFIGURATION,
                            "a staged dump needs about " + mebibytes(needed(databaseBytes)) + " in " + folder
                                    + ", where " + mebibytes(missing) + " are missing")
                    .withAdvice(
                            "perhaps choose another folder by --scratch, or --pgdump-mode stream, which needs none");
        }
    }

    static DataSize mebibytes(long bytes) {
        return DataSize.ofMebibytes((bytes >> 20) + 1);
    }
}
