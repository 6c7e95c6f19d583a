package dev.pgexport.cli.command;

/** Runs a command line in this process. */
@FunctionalInterface
public interface CommandRunner {
    /** Run it and return its exit code. */
    int execute(String... arguments);
}
