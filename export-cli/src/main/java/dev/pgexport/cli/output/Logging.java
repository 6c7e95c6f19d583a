package dev.pgexport.cli.output;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import dev.pgexport.cli.configuration.OutputSettings;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** Sends what is logged to the console. */
public final class Logging {
    private static final String OURS = "dev.pgexport";

    private Logging() {}

    /** Send events of the whole process to the console, as the settings say. */
    public static void configure(Console console, OutputSettings settings, LogContext about) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof LoggerContext context) {
            configure(context, console, settings, about);
        }
    }

    private static void configure(LoggerContext context, Console console, OutputSettings settings, LogContext about) {
        EventAppender appender = new EventAppender(console, settings.logFormat(), settings.verbose(), about);
        appender.setContext(context);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(appender);
        root.setLevel(Level.WARN);
        context.getLogger(OURS).setLevel(level(settings));
    }

    private static Level level(OutputSettings settings) {
        if (settings.quiet()) {
            return Level.WARN;
        }
        return settings.verbose() ? Level.DEBUG : Level.INFO;
    }
}
