package dev.pgexport.engine.settings;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.util.LinkedHashSet;
import java.util.Set;

/** Collects what is wrong with the settings, so that all of it is reported together. Not thread-safe. */
public final class SettingProblems {
    private final Set<String> problems = new LinkedHashSet<>();

    /** Add a problem: one line that says which value, from where, and what is allowed; never a secret. */
    public void add(String problem) {
        problems.add(problem);
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /**
     * Report the problems, when there are any.
     *
     * @throws ExportException of kind CONFIGURATION that lists them all
     */
    public void throwIfAny() {
        if (problems.isEmpty()) {
            return;
        }
        String message = problems.size() == 1
                ? problems.iterator().next()
                : problems.size() + " settings are wrong:\n  " + String.join("\n  ", problems);
        throw new ExportException(Kind.CONFIGURATION, message);
    }
}
