package dev.pgexport.cli.failure;

import dev.pgexport.cli.configuration.LogFormat;
import dev.pgexport.cli.output.Console;
import dev.pgexport.cli.output.JsonLine;
import dev.pgexport.cli.output.LogContext;
import dev.pgexport.engine.settings.Secrets;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes what failed to standard error. */
public final class FailureReport {
    private final Console console;
    private final LogFormat format;
    private final boolean stackTraces;
    private final LogContext context;

    public FailureReport(Console console, LogFormat format, boolean stackTraces, LogContext context) {
        this.context = context;
        this.console = console;
        this.format = format;
        this.stackTraces = stackTraces;
    }

    /** Write what failed and what to do, and return the exit code. */
    public int report(Throwable thrown) {
        Failure failure = Failure.of(thrown);
        console.clearStatus();
        if (format == LogFormat.JSON) {
            console.message(json(failure, thrown));
            return failure.exitCode().number();
        }
        console.message("pgexport: " + failure.message());
        failure.advice().ifPresent(advice -> console.message("  " + advice));
        if (stackTraces) {
            console.message(stackTrace(thrown));
        }
        return failure.exitCode().number();
    }

    private String json(Failure failure, Throwable thrown) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS));
        fields.put("level", "error");
        fields.putAll(failure.fields("message"));
        fields.putAll(context.fields());
        if (stackTraces) {
            fields.put("stackTrace", stackTrace(thrown));
        }
        return JsonLine.of(fields);
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return Secrets.mask(text.toString().stripTrailing());
    }
}
