package dev.pgexport.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Restores the sections of a staged archive by pg_restore. */
final class Archive {
    /** pg_restore's sections, see "pg_restore", --section. */
    enum Section {
        PRE_DATA("pre-data"),
        DATA("data"),
        POST_DATA("post-data");

        private final String option;

        Section(String option) {
            this.option = "--section=" + option;
        }
    }

    private final Programs programs;
    private final Path restore;
    private final StagedArchive archive;
    private final RestoreOptions options;
    private final int jobs;

    Archive(Programs programs, Path restore, StagedArchive archive, RestoreOptions options, int jobs) {
        this.programs = programs;
        this.restore = restore;
        this.archive = archive;
        this.options = options;
        this.jobs = jobs;
    }

    /** Make tables and whatever they need, all or nothing. */
    void definitions() throws IOException, InterruptedException {
        run(List.of(Section.PRE_DATA.option, "--single-transaction"));
    }

    /**
     * Restore a section by several connections.
     *
     * @param again whether some of it may be there: that is dropped before
     */
    void parallel(Section section, boolean again) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(section.option, "--jobs=" + jobs));
        if (again) {
            arguments.addAll(List.of("--clean", "--if-exists"));
        }
        run(arguments);
    }

    /** Set the sequences whose values are in the archive itself, without the rows of tables. */
    void sequences() throws IOException, InterruptedException {
        if (archive.list().isPresent()) {
            run(List.of(Section.DATA.option, "--single-transaction"));
        }
    }

    private void run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(command(programs, restore, options));
        command.addAll(arguments);
        command.addAll(archive.arguments());
        programs.run(command, false);
    }

    /** Return the command without a section and an archive. */
    static List<String> command(Programs programs, Path restore, RestoreOptions options) {
        List<String> command = new ArrayList<>(
                List.of(restore.toString(), "--exit-on-error", "--no-password", programs.databaseOption()));
        if (!options.owner()) {
            command.add("--no-owner");
        }
        if (!options.privileges()) {
            command.add("--no-privileges");
        }
        return command;
    }
}
