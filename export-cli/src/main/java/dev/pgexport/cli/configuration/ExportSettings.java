package dev.pgexport.cli.configuration;

import dev.pgexport.api.setting.Setting;
import java.util.Optional;

/** Which strategy and which location. */
public record ExportSettings(
        @Setting(
                key = "strategy",
                defaultValue = "copy",
                placeholder = "NAME",
                description = "How the data leaves the database; 'pgexport plugins' lists the strategies")
        String strategy,

        @Setting(
                key = "to",
                placeholder = "LOCATION",
                description = "Where exports are: a folder, or a URI whose scheme a sink serves")
        Optional<String> to,

        @Setting(
                key = "id",
                placeholder = "ID",
                description = "Name of the export in its location; without it one is made that sorts by time. A second"
                        + " run with the same id and settings finds the work done. A moment in it, as a scheduler's"
                        + " 2026-11-21T01:02:03Z, becomes 20261121T010203Z")
        Optional<String> id,

        @Setting(
                key = "sink.type",
                placeholder = "NAME",
                description = "The sink that serves the location; without it the location's scheme decides")
        Optional<String> sinkType) {}
