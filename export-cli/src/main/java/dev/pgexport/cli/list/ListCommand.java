package dev.pgexport.cli.list;

import dev.pgexport.api.Sink;
import dev.pgexport.cli.audit.AuditEntry;
import dev.pgexport.cli.audit.AuditTrail;
import dev.pgexport.cli.command.Command;
import dev.pgexport.cli.command.Services;
import dev.pgexport.cli.configuration.SettingGroup.Topic;
import dev.pgexport.cli.failure.ExitCode;
import dev.pgexport.cli.location.ConfiguredSink;
import dev.pgexport.cli.location.LocationUri;
import dev.pgexport.engine.location.ExportLocation;
import dev.pgexport.engine.location.ListedExport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the exports of a location. */
@picocli.CommandLine.Command(
        name = "list",
        header = "Lists the exports of a location.",
        description = "The newest comes first, what is not complete last.",
        footer = {
            "",
            "Examples",
            "  pgexport list /var/exports",
            "  pgexport list --json /var/exports",
            "  pgexport list --audit s3://bucket/exports",
            "      who exported what, when and by which code, and whether the manifests are still those"
        })
public final class ListCommand implements Command {
    @Parameters(arity = "0..1", paramLabel = "LOCATION", description = "A folder or URI; without it, that of --to.")
    @Nullable private String location;

    @Option(names = "--json", description = "Write one JSON object an export and line.")
    private boolean json;

    @Option(
            names = "--audit",
            description =
                    "List the audit records instead, the newest first, and compare each with its export's manifest;"
                            + " the exit code is 1 when one is another than was made.")
    private boolean audit;

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.LOCATION, Topic.SINK, Topic.OUTPUT);
    }

    @Override
    public int run(Services services) {
        ConfiguredSink<?> configured = services.locations().configure(Optional.ofNullable(location));
        try (Sink sink = configured.openStored()) {
            if (audit) {
                return listAudit(services, configured, new AuditTrail(sink).read());
            }
            List<ListedExport> exports = new ExportLocation(sink).list();
            if (json) {
                exports.forEach(export -> services.console().result(ListedJson.of(export)));
            } else if (exports.isEmpty()) {
                services.console().message("there is no export at " + LocationUri.shown(configured.location()));
            } else {
                services.console().result(ListedTable.of(exports, Instant.now()));
            }
        }
        return ExitCode.DONE.number();
    }

    private int listAudit(Services services, ConfiguredSink<?> configured, List<AuditEntry> entries) {
        AuditReport report = new AuditReport();
        if (json) {
            entries.forEach(entry -> services.console().result(report.json(entry)));
        } else if (entries.isEmpty()) {
            services.console().message("there is no audit record at " + LocationUri.shown(configured.location()));
        } else {
            services.console().result(AuditReport.table(entries));
            entries.forEach(entry ->
                    entry.reason().ifPresent(reason -> services.console().message(reason)));
        }
        boolean wrong = entries.stream().anyMatch(entry -> entry.state().isWrong());
        return (wrong ? ExitCode.CHECKS_FAILED : ExitCode.DONE).number();
    }
}
