package dev.pgexport.lambda;

import dev.pgexport.api.setting.Setting;
import java.time.Duration;

/** What a function can be told, beside the settings of an export. */
record FunctionSettings(
        @Setting(
                key = "lambda.margin",
                defaultValue = "30s",
                minimum = "1s",
                maximum = "10m",
                description = "Stop an export this long before Lambda would, to remove what it stored")
        Duration margin) {}
