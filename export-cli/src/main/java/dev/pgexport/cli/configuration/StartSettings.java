package dev.pgexport.cli.configuration;

import dev.pgexport.api.setting.Setting;

/**
 * What a run does when there may be nothing for it to do.
 *
 * @param whenRunning what to do beside another run of the same task
 * @param skipUnchanged whether to make no export of what has not changed
 */
public record StartSettings(
        @Setting(
                key = "when-running",
                defaultValue = "beside",
                description =
                        "What to do while another run of the same task (location, database, strategy and settings)"
                                + " is at work: run beside it, fail with exit code 73, or skip, which ends well and does"
                                + " nothing. Two runs of one --id never run beside each other. Strategy snapshot knows only"
                                + " runs of the same --id")
        WhenRunning whenRunning,

        @Setting(
                key = "skip-unchanged",
                defaultValue = "false",
                description = "Make no export when the database is certainly as it was when an export of the location"
                        + " was made, by the same strategy and settings: name that one instead (copy and pgdump)")
        boolean skipUnchanged) {}
