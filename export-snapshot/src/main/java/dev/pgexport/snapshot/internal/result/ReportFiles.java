package dev.pgexport.snapshot.internal.result;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of the files in which RDS says what it exported: {@code export_info_TASK.json} and {@code
 * export_tables_info_TASK_from_1_to_96.json}, {@code ..._from_97_to_...} and so on.
 *
 * @param info what says how the task ended
 * @param tables what say how the tables ended, in their order
 */
public record ReportFiles(String info, List<String> tables) {
    private static final Pattern RANGE = Pattern.compile("_from_(\\d+)_to_(\\d+)\\.json$");
    private static final String INFO = "export_info_";
    private static final String TABLES = "export_tables_info_";

    /** Return whether an object, by its name below the task's folder, is one of these files. */
    public static boolean isReport(String name) {
        return isInfo(name) || isTables(name);
    }

    public static boolean isTables(String name) {
        return name.startsWith(TABLES);
    }

    private static boolean isInfo(String name) {
        return name.startsWith(INFO);
    }

    /**
     * Put the files of a task in order.
     *
     * @param names below the task's folder
     * @throws ExportException of kind INTEGRITY when one is missing
     */
    public static ReportFiles of(String task, Collection<String> names) {
        String info = names.stream()
                .filter(ReportFiles::isInfo)
                .findFirst()
                .orElseThrow(() -> missing(task, INFO + task + ".json"));
        List<Ranged> ranged = names.stream()
                .filter(ReportFiles::isTables)
                .map(Ranged::of)
                .sorted(Comparator.comparingLong(Ranged::from))
                .toList();
        if (ranged.isEmpty()) {
            throw missing(task, TABLES + task + "_from_1_to_...json");
        }
        long next = 1;
        for (Ranged file : ranged) {
            if (file.from() != next) {
                throw missing(task, TABLES + task + "_from_" + next + "_to_...json");
            }
            next = file.to() + 1;
        }
        return new ReportFiles(info, ranged.stream().map(Ranged::name).toList());
    }

    private static ExportException missing(String task, String name) {
        return new ExportException(
                Kind.INTEGRITY, "RDS says that the export task " + task + " is complete, but there is no " + name);
    }

    private record Ranged(String name, long from, long to) {
        static Ranged of(String name) {
            Matcher range = RANGE.matcher(name);
            return Optional.of(range)
                    .filter(Matcher::find)
                    .map(found -> new Ranged(name, Long.parseLong(found.group(1)), Long.parseLong(found.group(2))))
                    .orElseThrow(() -> new ExportException(
                            Kind.INTEGRITY, "the name of " + name + " does not say of which tables it is"));
        }
    }
}
