package dev.pgexport.cli.doctor;

import dev.pgexport.api.Finding;
import dev.pgexport.cli.command.Command;
import dev.pgexport.cli.command.Services;
import dev.pgexport.cli.configuration.SettingGroup.Topic;
import dev.pgexport.cli.failure.ExitCode;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** Looks at everything an export needs. */
@picocli.CommandLine.Command(
        name = "doctor",
        header = "Looks at everything an export needs.",
        description = "Looks at everything an export needs, without making one: connection, rights, versions, space,"
                + " clocks, and what dead runs left. Each line says ok, warning or failure; a failure makes the exit"
                + " code 1.",
        footer = {
            "",
            "Examples",
            "  pgexport doctor --from postgresql://reader@db/app --to /var/exports",
            "  pgexport doctor --clean --to /var/exports"
        })
public final class DoctorCommand implements Command {
    @Option(
            names = "--clean",
            description = "Remove what dead runs left at the location and in scratch space, and look at nothing else.")
    private boolean clean;

    @Override
    public Set<Topic> topics() {
        return EnumSet.allOf(Topic.class);
    }

    @Override
    public int run(Services services) throws Exception {
        Diagnosis diagnosis = new Diagnosis(services);
        FindingReport report = new FindingReport(services.console());
        if (clean) {
            diagnosis.clean(report);
        } else {
            diagnosis.all(report);
        }
        return report.worst() == Finding.Status.FAILURE ? ExitCode.CHECKS_FAILED.number() : ExitCode.DONE.number();
    }
}
