package dev.pgexport.postgres.program;

import java.util.ArrayList;
import java.util.List;

/** Reads the warnings out of what a successful program wrote to its standard error. */
public final class ProgramWarnings {
    private static final int MOST = 100;

    private ProgramWarnings() {}

    /** Return the warnings, each with its details and hints on one line; at most 100, the last of which says so. */
    public static List<String> of(String errors) {
        List<String> warnings = new ArrayList<>();
        for (String line : errors.lines().map(String::strip).toList()) {
            if (line.isEmpty()) {
                continue;
            }
            if (!warnings.isEmpty() && isContinuation(line)) {
                warnings.set(warnings.size() - 1, warnings.get(warnings.size() - 1) + " " + line);
            } else if (warnings.size() < MOST) {
                warnings.add(line);
            } else {
                warnings.set(MOST - 1, "and more, which are not shown");
                break;
            }
        }
        return List.copyOf(warnings);
    }

    private static boolean isContinuation(String line) {
        return (!line.startsWith("pg_dump: ") && !line.startsWith("pg_restore: "))
                || line.contains(": detail: ")
                || line.contains(": hint: ");
    }
}
