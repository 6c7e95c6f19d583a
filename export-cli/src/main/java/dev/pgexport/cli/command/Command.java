package dev.pgexport.cli.command;

import dev.pgexport.cli.configuration.SettingGroup.Topic;
import java.util.Set;

/** A command: picocli fills in its own options, its settings come from the declarations. */
public interface Command {
    /** Return what its settings are about: those become its flags. */
    Set<Topic> topics();

    /**
     * Do it.
     *
     * @return the exit code
     */
    int run(Services services) throws Exception;
}
