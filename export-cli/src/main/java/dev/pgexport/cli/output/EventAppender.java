package dev.pgexport.cli.output;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.pgexport.cli.configuration.LogFormat;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/** Writes logged events to the console, one a line. */
final class EventAppender extends AppenderBase<ILoggingEvent> {
    private final Console console;
    private final LogFormat format;
    private final boolean stackTraces;
    private final LogContext about;

    EventAppender(Console console, LogFormat format, boolean stackTraces, LogContext about) {
        this.about = about;
        this.console = console;
        this.format = format;
        this.stackTraces = stackTraces;
    }

    @Override
    protected void append(ILoggingEvent event) {
        console.message(format == LogFormat.JSON ? json(event) : text(event));
    }

    private String text(ILoggingEvent event) {
        StringBuilder line = new StringBuilder();
        if (!console.terminal().interactive()) {
            line.append(time(event)).append(' ');
        }
        if (event.getLevel() != Level.INFO) {
            line.append(event.getLevel().toString().toLowerCase(Locale.ROOT)).append(": ");
        }
        line.append(event.getFormattedMessage());
        for (KeyValuePair pair : pairs(event)) {
            line.append(' ').append(pair.key).append('=').append(pair.value);
        }
        IThrowableProxy failure = event.getThrowableProxy();
        if (failure != null) {
            line.append(": ").append(failure.getMessage());
            if (stackTraces) {
                line.append(System.lineSeparator()).append(ThrowableProxyUtil.asString(failure));
            }
        }
        return line.toString();
    }

    private String json(ILoggingEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", time(event));
        fields.put("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
        fields.put("logger", event.getLoggerName());
        fields.put("message", event.getFormattedMessage());
        fields.putAll(about.fields());
        fields.putAll(event.getMDCPropertyMap());
        pairs(event).forEach(pair -> fields.put(pair.key, pair.value == null ? "null" : pair.value));
        IThrowableProxy failure = event.getThrowableProxy();
        if (failure != null) {
            fields.put("failure", failure.getClassName() + ": " + failure.getMessage());
            if (stackTraces) {
                fields.put("stackTrace", ThrowableProxyUtil.asString(failure));
            }
        }
        return JsonLine.of(fields);
    }

    private static List<KeyValuePair> pairs(ILoggingEvent event) {
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        return pairs == null ? List.of() : pairs;
    }

    private static String time(ILoggingEvent event) {
        Instant instant = event.getInstant();
        return (instant == null ? Instant.ofEpochMilli(event.getTimeStamp()) : instant)
                .truncatedTo(ChronoUnit.MILLIS)
                .toString();
    }
}
