package dev.pgexport.cli.doctor;

import dev.pgexport.api.Finding;
import dev.pgexport.api.Finding.Status;
import dev.pgexport.cli.output.Console;
import dev.pgexport.engine.settings.Secrets;
import java.util.Locale;

/** Writes findings as they come, and remembers the worst. Not thread-safe. */
final class FindingReport {
    private final Console console;
    private Status worst = Status.OK;

    FindingReport(Console console) {
        this.console = console;
    }

    void add(Finding finding) {
        String status = finding.status().name().toLowerCase(Locale.ROOT);
        console.result(
                Secrets.mask(String.format(Locale.ROOT, "%-8s %s: %s", status, finding.subject(), finding.detail())));
        finding.advice().ifPresent(advice -> console.result("         " + Secrets.mask(advice)));
        if (finding.status().compareTo(worst) > 0) {
            worst = finding.status();
        }
    }

    Status worst() {
        return worst;
    }
}
