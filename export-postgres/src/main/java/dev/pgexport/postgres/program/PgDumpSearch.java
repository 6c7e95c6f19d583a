package dev.pgexport.postgres.program;

import dev.pgexport.api.ExportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What came of the search for a pg_dump. */
public sealed interface PgDumpSearch {
    /** There is one that can dump the server. */
    record Found(PgDumpProgram program) implements PgDumpSearch {}

    /**
     * There is none that can dump the server.
     *
     * @param reason what was looked for and what was found
     * @param advice what to install or to set
     */
    record Missing(String reason, String advice) implements PgDumpSearch {}

    /**
     * Search for a pg_dump that is not older than the server.
     *
     * @param serverMajor the server's major version; 0 when any pg_dump will do
     * @param environment the environment it will run in, with the PATH to search
     * @throws ExportException of kind UNAVAILABLE when one that may be it was killed before it could say its version
     * @throws InterruptedException when interrupted meanwhile
     */
    static PgDumpSearch search(ProgramSettings settings, int serverMajor, Map<String, String> environment)
            throws InterruptedException {
        Optional<Path> configured = settings.dump();
        if (configured.isPresent()) {
            return check(configured.get(), serverMajor, environment);
        }
        List<PgDumpProgram> found = new ArrayList<>();
        List<ExportException> killed = new ArrayList<>();
        for (Path candidate : candidates(environment)) {
            try {
                ProgramProbe.probe(candidate, environment).ifPresent(found::add);
            } catch (ExportException e) {
                killed.add(e);
            }
        }
        PgDumpSearch result = newest(found, serverMajor);
        if (result instanceof Missing && !killed.isEmpty()) {
            throw killed.get(0);
        }
        return result;
    }

    private static PgDumpSearch newest(List<PgDumpProgram> found, int serverMajor) {
        // Of equals a program is better than a script that picks one anew every time, as Debian's does.
        Optional<PgDumpProgram> newest = found.stream()
                .sorted(Comparator.comparing(PgDumpProgram::version)
                        .reversed()
                        .thenComparing(program -> ProgramProbe.isScript(program.dump())))
                .findFirst();
        if (newest.isEmpty()) {
            return new Missing(
                    "found no pg_dump on the PATH or where PostgreSQL is usually installed", install(serverMajor));
        }
        return suitable(newest.get(), serverMajor);
    }

    private static PgDumpSearch check(Path configured, int serverMajor, Map<String, String> environment)
            throws InterruptedException {
        Path dump = Files.isDirectory(configured) ? configured.resolve("pg_dump") : configured;
        Optional<PgDumpProgram> program = ProgramProbe.probe(dump.toAbsolutePath(), environment);
        return program.isEmpty()
                ? new Missing(
                        "pgdump.bin is not a pg_dump that runs: " + configured,
                        "set pgdump.bin to the path of a pg_dump, or leave it out")
                : suitable(program.get(), serverMajor);
    }

    private static PgDumpSearch suitable(PgDumpProgram program, int serverMajor) {
        return program.version().major() >= serverMajor
                ? new Found(program)
                : new Missing(
                        program + " is older than the server, which is PostgreSQL " + serverMajor
                                + ", and cannot dump it",
                        install(serverMajor));
    }

    private static String install(int serverMajor) {
        String wanted = serverMajor == 0
                ? "PostgreSQL's client programs"
                : "the client programs of PostgreSQL " + serverMajor
                        + " or later (on Debian the package postgresql-client-" + serverMajor + ")";
        return "install " + wanted + ", or set pgdump.bin to the path of a pg_dump";
    }

    private static Set<Path> candidates(Map<String, String> environment) {
        Set<Path> candidates = new LinkedHashSet<>();
        for (Path folder : ProgramFolders.of(environment)) {
            Path candidate = folder.resolve("pg_dump");
            if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                candidates.add(candidate);
            }
        }
        return candidates;
    }
}
