package dev.pgexport.cli.configuration;

import java.nio.file.Path;
import java.util.Map;

/**
 * What surrounds the process.
 *
 * @param variables the environment's variables
 * @param workingDirectory where relative paths start
 */
public record ProcessEnvironment(Map<String, String> variables, Path workingDirectory) {
    public ProcessEnvironment {
        variables = Map.copyOf(variables);
    }
}
