package dev.pgexport.restore;

import dev.pgexport.api.CancellationToken;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.postgres.connection.Database;
import dev.pgexport.postgres.program.ChildProcess;
import dev.pgexport.postgres.program.ExitStatus;
import dev.pgexport.postgres.program.PgDumpFailure;
import dev.pgexport.postgres.program.PgDumpProgram;
import dev.pgexport.postgres.program.ProgramEnvironment;
import dev.pgexport.postgres.program.ProgramSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs pg_restore and psql on a database; their passwords are in their environment alone. */
final class Programs {
    private static final Logger LOG = LoggerFactory.getLogger(Programs.class);
    private static final int BUFFER = 128 * 1024;

    private final ProgramSettings settings;
    private final Map<String, String> process;
    private final Database database;
    private final CancellationToken cancellation;

    Programs(ProgramSettings settings, Map<String, String> process, Database database, CancellationToken cancellation) {
        this.settings = settings;
        this.process = process;
        this.database = database;
        this.cancellation = cancellation;
    }

    Path restore() throws InterruptedException {
        PgDumpProgram program = PgDumpProgram.find(settings, 0, ProgramEnvironment.of(process, Map.of()));
        return program.restore().orElseThrow(() -> missing("pg_restore", program));
    }

    Path psql() throws InterruptedException {
        PgDumpProgram program = PgDumpProgram.find(settings, 0, ProgramEnvironment.of(process, Map.of()));
        Path psql = program.dump().resolveSibling("psql");
        if (!Files.isExecutable(psql)) {
            throw missing("psql", program);
        }
        return psql;
    }

    private static ExportException missing(String name, PgDumpProgram beside) {
        return new ExportException(Kind.CONFIGURATION, "there is no " + name + " beside " + beside)
                .withAdvice(
                        "perhaps install PostgreSQL's client programs, or set pgdump.bin to a pg_dump that has one");
    }

    /** Return the option that names the database, as a connection string: a name alone may look like one. */
    String databaseOption() {
        return "--dbname=dbname='" + database.name().replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private Map<String, String> environment(boolean asReplica) {
        Map<String, String> connection = new HashMap<>(database.childEnvironment());
        connection.put("PGAPPNAME", FormerSessions.NAME);
        if (asReplica) {
            connection.merge("PGOPTIONS", "-c session_replication_role=replica", (given, ours) -> given + " " + ours);
        }
        return ProgramEnvironment.of(Map.of(), connection);
    }

    /** Run a program to its end; return what it printed. */
    @SuppressWarnings("try") // the resource works by being open
    String run(List<String> command, boolean asReplica) throws IOException, InterruptedException {
        try (ChildProcess child = ChildProcess.start(command, environment(asReplica));
                CancellationToken.Registration registration = cancellation.onCancel(child::cancel)) {
            LOG.atDebug()
                    .addKeyValue("arguments", command.subList(1, command.size()))
                    .log("program runs");
            String output = new String(child.output().readAllBytes(), StandardCharsets.UTF_8);
            judge(command.get(0), child);
            return output;
        }
    }

    private static void judge(String program, ChildProcess child) throws InterruptedException {
        ExitStatus status = child.await();
        if (!status.isSuccess()) {
            throw RestoreFailure.of(program, status, child.errors());
        }
        String errors = child.errors();
        if (!errors.isBlank()) {
            LOG.atWarn().addKeyValue("program", program).log(PgDumpFailure.shown(errors));
        }
    }

    /** Writes what a program reads. */
    @FunctionalInterface
    interface Feed {
        /** Write all of it; a normal return means that it is complete and right. */
        void writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    /**
     * Run a program on a stream. It gets the last of it only after the whole stream was read and found right: what it does
     * in one transaction is not committed before.
     */
    void feed(List<String> command, boolean asReplica, InputStream stream) throws IOException, InterruptedException {
        feed(command, asReplica, out -> pass(stream, out));
    }

    /** Run a program on what is written to it. It gets the last of it only when the feed has returned. */
    @SuppressWarnings("try") // the resource works by being open
    void feed(List<String> command, boolean asReplica, Feed feed) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(command);
        try (ChildProcess child = ChildProcess.startWithInput(arguments, environment(asReplica));
                CancellationToken.Registration registration = cancellation.onCancel(child::cancel)) {
            Thread output = new Thread(() -> discard(child), "program-output");
            output.setDaemon(true);
            output.start();
            HeldBackStream input = new HeldBackStream(child.input());
            boolean taken = false;
            try {
                feed.writeTo(input);
                input.end();
                taken = true;
            } catch (HeldBackStream.Closed e) {
                // It has ended early; how it ended says why.
                LOG.atDebug().setCause(e).log("standard input closed");
            }
            judge(command.get(0), child);
            output.join();
            if (!taken) {
                throw new ExportException(
                        Kind.INTEGRITY, command.get(0) + " ended before it had read all of the dump, without an error");
            }
        }
    }

    private static void discard(ChildProcess child) {
        try {
            child.output().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("standard output closed");
        }
    }

    private static void pass(InputStream stream, OutputStream out) throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            out.write(buffer, 0, count);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
