package dev.pgexport.pgdump;

import dev.pgexport.api.ExportException;
import dev.pgexport.postgres.program.ChildProcess;
import dev.pgexport.postgres.program.ExitStatus;
import dev.pgexport.postgres.program.PgDumpFailure;
import dev.pgexport.postgres.program.PgDumpSearch;
import dev.pgexport.postgres.program.ProgramEnvironment;
import dev.pgexport.postgres.program.ProgramSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets pg_restore turn archives into SQL that nobody reads: it fails on what is damaged. Thread-safe. */
final class RestoreCheck {
    private static final Logger LOG = LoggerFactory.getLogger(RestoreCheck.class);
    private static final Pattern CANNOT =
            Pattern.compile("unsupported version|does not support compression", Pattern.CASE_INSENSITIVE);
    private static final List<String> TO_NOWHERE = List.of("--file=/dev/null");

    private final ProgramSettings settings;
    private final Map<String, String> environment;
    private final RunningPrograms programs;

    private Optional<Path> found = Optional.empty();
    private boolean searched;

    RestoreCheck(ProgramSettings settings, Map<String, String> environment, RunningPrograms programs) {
        this.settings = settings;
        this.environment = ProgramEnvironment.of(environment, Map.of());
        this.programs = programs;
    }

    private synchronized Optional<Path> program() throws InterruptedException {
        if (!searched) {
            if (PgDumpSearch.search(settings, 0, environment) instanceof PgDumpSearch.Found one) {
                found = one.program().restore();
            }
            searched = true;
            if (found.isEmpty()) {
                unavailable().forEach(LOG::warn);
            }
        }
        return found;
    }

    boolean isAvailable() throws InterruptedException {
        return program().isPresent();
    }

    /** Return the warning that there is no pg_restore. */
    List<String> unavailable() {
        return List.of("found no pg_restore: the archive was read, but not by PostgreSQL's own program");
    }

    /** Start a pg_restore that reads an archive from its input; nothing when there is none. */
    Optional<Piped> pipe() throws InterruptedException {
        Optional<Path> program = program();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        List<String> command = List.of(program.get().toString(), TO_NOWHERE.get(0));
        return Optional.of(new Piped(programs.start(() -> ChildProcess.startWithInput(command, environment))));
    }

    /** Check a directory; return warnings. */
    List<String> directory(Path folder) throws InterruptedException {
        Optional<Path> program = program();
        if (program.isEmpty()) {
            return unavailable();
        }
        List<String> command = List.of(program.get().toString(), TO_NOWHERE.get(0), folder.toString());
        ChildProcess child = programs.start(() -> ChildProcess.start(command, environment));
        try {
            return judge(child, "the directory");
        } finally {
            programs.ended(child);
        }
    }

    private static List<String> judge(ChildProcess child, String what) throws InterruptedException {
        try {
            child.output().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new ExportException(ExportException.Kind.UNAVAILABLE, "cannot read the output of pg_restore", e);
        }
        ExitStatus status = child.await();
        if (status.isSuccess()) {
            return List.of();
        }
        if (CANNOT.matcher(child.errors()).find()) {
            String warning = "the pg_restore found is too old for the archive: " + PgDumpFailure.shown(child.errors());
            LOG.warn(warning);
            return List.of(warning);
        }
        throw new ExportException(
                status.isSignal() ? ExportException.Kind.UNAVAILABLE : ExportException.Kind.INTEGRITY,
                "pg_restore " + status + " on " + what + ": " + PgDumpFailure.shown(child.errors()));
    }

    /** A pg_restore that reads an archive. */
    final class Piped implements AutoCloseable {
        private final ChildProcess child;
        private final OutputStream input = new OutputStream() {
            private boolean refused;

            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                if (refused) {
                    return;
                }
                try {
                    child.input().write(bytes, offset, length);
                } catch (IOException e) {
                    // It has ended early; how it ended says why.
                    refused = true;
                }
            }
        };

        private Piped(ChildProcess child) {
            this.child = child;
        }

        OutputStream input() {
            return input;
        }

        /** Say that the archive ends here; return warnings. */
        List<String> finish(String what) throws InterruptedException {
            try {
                child.input().close();
            } catch (IOException e) {
                LOG.atDebug().setCause(e).log("pg_restore does not read any more");
            }
            return judge(child, what);
        }

        @Override
        public void close() {
            programs.ended(child);
        }
    }
}
