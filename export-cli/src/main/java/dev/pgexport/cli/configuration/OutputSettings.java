package dev.pgexport.cli.configuration;

import dev.pgexport.api.setting.Setting;

/** What is written beside the result. */
public record OutputSettings(
        @Setting(
                key = "log-format",
                defaultValue = "text",
                description = "Write events for people, or as one JSON object a line")
        LogFormat logFormat,

        @Setting(
                key = "quiet",
                shortFlags = "-q",
                defaultValue = "false",
                description = "Write nothing but results, warnings and errors")
        boolean quiet,

        @Setting(
                key = "verbose",
                shortFlags = "-v",
                defaultValue = "false",
                description = "Write what happens inside, and the stack trace of an error")
        boolean verbose) {

    public OutputSettings {
        if (quiet && verbose) {
            throw new IllegalArgumentException("quiet and verbose cannot be used together");
        }
    }
}
