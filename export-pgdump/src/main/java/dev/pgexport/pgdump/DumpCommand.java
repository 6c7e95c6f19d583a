package dev.pgexport.pgdump;

import dev.pgexport.api.Selection;
import dev.pgexport.postgres.program.DumpArguments;
import dev.pgexport.postgres.program.PgDumpProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command lines of pg_dump. Where to connect, and the password, come by the environment alone.
 *
 * @param program the program
 * @param settings what was asked for
 * @param selection what of the database
 * @param snapshot the name of the snapshot to read
 */
record DumpCommand(PgDumpProgram program, PgDumpSettings settings, Selection selection, String snapshot) {

    /** Return the command that writes a dump to standard output. */
    List<String> piped(PgDumpMode mode) {
        return with(mode == PgDumpMode.PLAIN ? List.of("--format=plain") : List.of("--format=custom", "--compress=0"));
    }

    /** Return the command that writes a directory. */
    List<String> staged(Path folder, int jobs, StagedCompression compression) {
        return with(List.of(
                "--format=directory",
                "--jobs=" + jobs,
                "--compress=" + compression.argument(),
                "--no-sync",
                "--file=" + folder));
    }

    private List<String> with(List<String> format) {
        List<String> command = new ArrayList<>();
        command.add(program.dump().toString());
        command.add("--no-password");
        command.add("--snapshot=" + snapshot);
        command.add("--lock-wait-timeout=" + settings.snapshot().lockTimeout().toMillis());
        command.addAll(format);
        command.addAll(DumpArguments.of(selection));
        return List.copyOf(command);
    }
}
