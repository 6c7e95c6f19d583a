package dev.pgexport.postgres.program;

import dev.pgexport.api.ExportException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running program that is gone, with every process it started, when it is closed or when this JVM ends, however it
 * ends.
 *
 * <p>Its standard error is drained as it comes; the beginning and the end of it are kept. Its standard output has to be
 * read to the end by whoever started it. Needs a POSIX shell. Thread-safe, but for the streams.
 */
public final class ChildProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);

    private static final int LOG_HEAD = 16 * 1024;
    private static final int LOG_TAIL = 48 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Process process;
    private final boolean lifeline;
    private final BoundedLog errors = new BoundedLog(LOG_HEAD, LOG_TAIL);
    private final Thread drain;
    private volatile boolean cancelled;

    private ChildProcess(Process process, String name, boolean lifeline) {
        this.process = process;
        this.lifeline = lifeline;
        this.drain = new Thread(this::drainErrors, name + "-stderr");
        drain.setDaemon(true);
        drain.start();
    }

    /**
     * Start a program without input.
     *
     * @param command the program and its arguments; no secrets, since everyone on the machine can read them
     * @param environment the whole environment of the program
     * @throws ExportException of kind CONFIGURATION when it cannot be started
     */
    public static ChildProcess start(List<String> command, Map<String, String> environment) {
        List<String> guarded = new ArrayList<>(List.of("/bin/sh", "-c", Lifeline.SCRIPT, "sh"));
        guarded.addAll(command);
        return launch(guarded, command.get(0), environment, true);
    }

    /**
     * Start a program that reads {@link #input()}, and that therefore ends by itself when its input does.
     *
     * @param command the program and its arguments; no secrets
     * @param environment the whole environment of the program
     * @throws ExportException of kind CONFIGURATION when it cannot be started
     */
    public static ChildProcess startWithInput(List<String> command, Map<String, String> environment) {
        return launch(command, command.get(0), environment, false);
    }

    private static ChildProcess launch(
            List<String> command, String program, Map<String, String> environment, boolean lifeline) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            LOG.atDebug()
                    .addKeyValue("program", program)
                    .addKeyValue("pid", process.pid())
                    .log("program started");
            return new ChildProcess(process, program.substring(program.lastIndexOf('/') + 1), lifeline);
        } catch (IOException e) {
            throw new ExportException(
                    ExportException.Kind.CONFIGURATION, "could not start " + program + ": " + e.getMessage(), e);
        }
    }

    private void drainErrors() {
        byte[] buffer = new byte[4096];
        try (InputStream stream = process.getErrorStream()) {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                errors.append(buffer, count);
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("standard error closed");
        }
    }

    /** Return the program's standard output. A read that blocks ends soon after {@link #cancel()}. */
    public InputStream output() {
        return process.getInputStream();
    }

    /**
     * Return the program's standard input.
     *
     * @throws IllegalStateException when it was started without input
     */
    public OutputStream input() {
        if (lifeline) {
            throw new IllegalStateException("started without input");
        }
        return process.getOutputStream();
    }

    /** Return what the program has written to its standard error so far, without the middle when that is long. */
    public String errors() {
        return errors.text();
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /**
     * Wait for the program's end, once its output was read to the end.
     *
     * @throws InterruptedException when interrupted, or when the program was cancelled
     */
    public ExitStatus await() throws InterruptedException {
        int code = process.waitFor();
        drain.join();
        if (cancelled) {
            throw new InterruptedException("the program was stopped");
        }
        return new ExitStatus(code);
    }

    /** Ask the program and its processes to end and, a second later, end them. Does not wait. */
    public void cancel() {
        cancelled = true;
        if (!lifeline) {
            process.destroyForcibly();
            return;
        }
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("standard input closed");
        }
    }

    /** End the program and its processes and wait until they are gone, for some seconds at most. */
    @Override
    public void close() {
        cancel();
        boolean interrupted = Thread.interrupted();
        if (!ended()) {
            // The watchdog itself may have been killed.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            LOG.atWarn().addKeyValue("pid", process.pid()).log("program did not end and was killed");
        }
        closeOutput();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean ended() {
        try {
            return process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void closeOutput() {
        try {
            process.getInputStream().close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("standard output closed");
        }
    }
}
