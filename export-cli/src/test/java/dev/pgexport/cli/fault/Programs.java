package dev.pgexport.cli.fault;

import java.util.List;

/** The children of this process, and theirs. */
final class Programs {
    private Programs() {}

    /** Return those that run a program of that name. */
    static List<ProcessHandle> running(String name) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info()
                        .command()
                        .filter(command -> command.endsWith("/" + name))
                        .isPresent())
                .toList();
    }
}
