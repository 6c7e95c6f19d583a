package dev.pgexport.cli.configuration;

/** How events are written. */
public enum LogFormat {
    TEXT,
    JSON
}
