package dev.pgexport.cli.configuration;

import dev.pgexport.api.setting.Setting;
import java.time.Duration;
import java.util.Optional;

/** What a run may take. */
public record RunLimits(
        @Setting(
                key = "timeout",
                description = "Stop a run that takes longer, as SIGTERM does, and end with 124: nothing is left behind;"
                        + " without it a run takes as long as it takes")
        Optional<Duration> timeout) {

    public RunLimits {
        if (timeout.filter(Duration::isZero).isPresent()) {
            throw new IllegalArgumentException("timeout is longer than nothing");
        }
    }
}
