package dev.pgexport.lambda;

import dev.pgexport.cli.configuration.ProcessEnvironment;
import dev.pgexport.engine.settings.SettingOrigin;
import dev.pgexport.engine.settings.SettingProblems;
import dev.pgexport.engine.settings.SettingValue;
import dev.pgexport.engine.settings.SettingsBinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What surrounds a function.
 *
 * @param variables the environment's variables
 * @param workingDirectory where relative paths start
 * @param temporary the folder that may be written
 */
record FunctionEnvironment(Map<String, String> variables, Path workingDirectory, Path temporary) {
    private static final String MARGIN = "PGEXPORT_LAMBDA_MARGIN";
    private static final String SCRATCH = "PGEXPORT_SCRATCH";

    FunctionEnvironment {
        variables = Map.copyOf(variables);
    }

    static FunctionEnvironment ofProcess() {
        return new FunctionEnvironment(
                System.getenv(), Path.of("").toAbsolutePath(), Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
    }

    /** Return how much of an invocation's time is kept for cleaning up. */
    Duration margin() {
        String text = variables.getOrDefault(MARGIN, "");
        Map<String, SettingValue> values = text.isEmpty()
                ? Map.of()
                : Map.of("lambda.margin", SettingValue.of(text, SettingOrigin.variable(MARGIN)));
        SettingProblems problems = new SettingProblems();
        var settings = new SettingsBinder(values, problems).bind(FunctionSettings.class);
        problems.throwIfAny();
        return settings.orElseThrow().margin();
    }

    /** Return what commands run in. The image's own scratch folder is a task's: of Lambda's file system only /tmp can be written. */
    ProcessEnvironment ofCommands() {
        Map<String, String> changed = new HashMap<>(variables);
        changed.remove(MARGIN);
        String scratch = variables.getOrDefault(SCRATCH, "");
        if (scratch.isEmpty() || !Files.isWritable(workingDirectory.resolve(scratch))) {
            changed.put(SCRATCH, temporary.toString());
        }
        return new ProcessEnvironment(changed, workingDirectory);
    }
}
