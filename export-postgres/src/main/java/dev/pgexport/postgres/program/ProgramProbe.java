package dev.pgexport.postgres.program;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks programs who they are. */
final class ProgramProbe {
    private static final int ANSWER = 4096;

    private ProgramProbe() {}

    /**
     * Ask a program; empty when it is no pg_dump that runs.
     *
     * @throws ExportException of kind UNAVAILABLE when it was killed before it could answer
     */
    static Optional<PgDumpProgram> probe(Path dump, Map<String, String> environment) throws InterruptedException {
        Optional<ProgramVersion> version = version(dump, "pg_dump", environment);
        if (version.isEmpty()) {
            return Optional.empty();
        }
        Path restore = dump.resolveSibling("pg_restore");
        return Optional.of(new PgDumpProgram(
                dump, version.get(), Files.isExecutable(restore) ? Optional.of(restore) : Optional.empty()));
    }

    private static Optional<ProgramVersion> version(Path program, String name, Map<String, String> environment)
            throws InterruptedException {
        String answer;
        ExitStatus status;
        try (ChildProcess child = ChildProcess.start(List.of(program.toString(), "--version"), environment);
                InputStream output = child.output()) {
            answer = new String(output.readNBytes(ANSWER), StandardCharsets.UTF_8);
            output.transferTo(OutputStream.nullOutputStream());
            status = child.await();
        } catch (ExportException | IOException e) {
            // What does not run is not a candidate.
            return Optional.empty();
        }
        if (status.isSignal()) {
            // It may well be one.
            throw new ExportException(Kind.UNAVAILABLE, program + " " + status + " when it was asked for its version")
                    .withAdvice("perhaps find out who killed it: the machine may be short of memory");
        }
        return status.isSuccess() && answer.startsWith(name) ? ProgramVersion.parse(answer) : Optional.empty();
    }

    static boolean isScript(Path program) {
        try (InputStream start = Files.newInputStream(program)) {
            return new String(start.readNBytes(2), StandardCharsets.ISO_8859_1).equals("#!");
        } catch (IOException e) {
            return false;
        }
    }
}
