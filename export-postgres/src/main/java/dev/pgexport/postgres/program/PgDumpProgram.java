package dev.pgexport.postgres.program;

import dev.pgexport.api.ExportException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A pg_dump that was found.
 *
 * @param dump the program
 * @param version what it says it is
 * @param restore the pg_restore beside it, if there is one
 */
public record PgDumpProgram(Path dump, ProgramVersion version, Optional<Path> restore) {

    /**
     * Find the pg_dump to use: the one that the settings name, else the newest.
     *
     * @param serverMajor the server's major version; pg_dump refuses newer servers than itself (see "pg_dump", Notes)
     * @param environment the environment it will run in: its PATH is searched, and Debian's pg_dump picks a version by it
     * @throws ExportException of kind CONFIGURATION when there is none, or only an older one
     * @throws InterruptedException when interrupted meanwhile
     */
    public static PgDumpProgram find(ProgramSettings settings, int serverMajor, Map<String, String> environment)
            throws InterruptedException {
        PgDumpSearch result = PgDumpSearch.search(settings, serverMajor, environment);
        if (result instanceof PgDumpSearch.Missing missing) {
            throw new ExportException(ExportException.Kind.CONFIGURATION, missing.reason())
                    .withAdvice(missing.advice());
        }
        return ((PgDumpSearch.Found) result).program();
    }

    /** Return a short form for people, as in {@code pg_dump 17.2 (/usr/bin/pg_dump)}. */
    @Override
    public String toString() {
        return "pg_dump " + version + " (" + dump + ")";
    }
}
