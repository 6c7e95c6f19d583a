package dev.pgexport.snapshot.internal.check;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportListener;
import dev.pgexport.api.Finding;
import java.util.ArrayList;
import java.util.List;

/** Performs checks: before an export the first failure is one, in a diagnosis every failure is a line. */
public final class Checks {
    private Checks() {}

    /** @throws ExportException when one fails */
    public static void require(List<Check> checks, ExportListener listener) throws InterruptedException {
        for (Check check : checks) {
            Finding finding = check.look();
            if (finding.status() == Finding.Status.WARNING) {
                listener.warning(finding.subject() + ": " + finding.detail());
            }
        }
    }

    public static List<Finding> diagnose(List<Check> checks) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        for (Check check : checks) {
            try {
                findings.add(check.look());
            } catch (ExportException e) {
                findings.add(failure(check.subject(), e));
            }
        }
        return findings;
    }

    public static Finding failure(String subject, ExportException failure) {
        return Finding.failure(
                subject, String.valueOf(failure.getMessage()), failure.advice().orElse("perhaps check the settings"));
    }
}
