package dev.pgexport.snapshot.internal.result;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Compares what RDS says that it exported with what was asked for. COMPLETE alone is not believed. */
public final class Verdict {
    private static final int SHOWN = 10;
    private static final String COMPLETE = "COMPLETE";

    private final TargetNames names;
    private final Predicate<TableName> wanted;
    private final List<String> problems = new ArrayList<>();

    /** @param wanted which tables are wanted; the others may have failed */
    public Verdict(TargetNames names, Predicate<TableName> wanted) {
        this.names = names;
        this.wanted = wanted;
    }

    public void warning(TaskWarning warning) {
        problems.addAll(warning.general());
        warning.skippedTables().forEach((target, reason) -> {
            boolean other = names.isOfAnother(target)
                    || names.table(target).filter(wanted.negate()).isPresent();
            if (!other) {
                problems.add(target + " was skipped" + because(reason));
            }
        });
    }

    /** Look at a table of which something is reported: its status, and whether all of its parts were written. */
    public void table(TableReport report) {
        if (names.isDatabase(report.target())) {
            report.warning().ifPresent(warning -> problems.add("database " + report.target() + ": " + warning));
            return;
        }
        boolean ours = names.table(report.target()).filter(wanted).isPresent();
        if (!ours) {
            return;
        }
        if (!report.status().equals(COMPLETE)) {
            problems.add(report.target() + " is "
                    + (report.status().isEmpty() ? "without a status" : report.status())
                    + because(report.warning().orElse("")));
            return;
        }
        report.warning().ifPresent(warning -> problems.add(report.target() + ": " + warning));
        Long all = report.statistics().get("numberOfPartitions");
        Long done = report.statistics().get("numberOfCompletedPartitions");
        if (all != null && done != null && done < all) {
            problems.add(report.target() + ": " + done + " of " + all + " parts were written");
        }
    }

    /** Look at a table of which there is no file. */
    public void withoutFile(TableReport report) {
        for (Map.Entry<String, Long> statistic : report.statistics().entrySet()) {
            String name = statistic.getKey().toLowerCase(Locale.ROOT);
            boolean counts = name.contains("row") || name.contains("byte") || name.contains("size");
            if (counts && statistic.getValue() > 0) {
                problems.add(
                        report.target() + " has no file, though " + statistic.getKey() + " is " + statistic.getValue());
            }
        }
    }

    /** Look for tables that must be there. */
    public void missing(Collection<TableName> tables) {
        tables.forEach(table -> problems.add(table + " is not in the export, and RDS does not say why"));
    }

    private static String because(String reason) {
        return reason.isEmpty() ? "" : ": " + reason;
    }

    /** @throws ExportException of kind INTEGRITY that says all that is wrong */
    public void require(String task) {
        if (problems.isEmpty()) {
            return;
        }
        String more = problems.size() > SHOWN ? "; and " + (problems.size() - SHOWN) + " more" : "";
        String all = String.join("; ", problems.stream().limit(SHOWN).toList()) + more;
        throw new ExportException(
                        Kind.INTEGRITY, "RDS says that the export task " + task + " is complete, but it is not: " + all)
                .withAdvice(advice(all));
    }

    private static String advice(String problems) {
        return problems.contains("PERMISSIONS_DO_NOT_EXIST")
                ? "let the master user read these tables (GRANT SELECT), or leave them out by -T"
                : "leave out what RDS cannot export by -T, or use --strategy copy";
    }
}
