package dev.pgexport.cli.configuration;

/** What a run does while another run of the same task is at work. */
public enum WhenRunning {
    BESIDE,
    FAIL,
    SKIP
}
