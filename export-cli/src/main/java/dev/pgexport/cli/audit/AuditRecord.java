package dev.pgexport.cli.audit;

import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.SourceDescription;
import dev.pgexport.cli.command.Services;
import dev.pgexport.cli.command.Version;
import dev.pgexport.cli.configuration.Configuration;
import dev.pgexport.cli.configuration.EffectiveSetting;
import dev.pgexport.cli.outcome.Ending.Failed;
import dev.pgexport.cli.outcome.RunOutcome;
import dev.pgexport.cli.plugin.Plugins;
import dev.pgexport.engine.location.ExportSummary;
import dev.pgexport.engine.settings.SettingOrigin.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is kept of a run for an auditor: who, what, when, which code, which snapshot, checksums. */
public final class AuditRecord {
    /** The version of the form; within one, only fields are added. */
    public static final int FORMAT_VERSION = 1;

    private AuditRecord() {}

    /**
     * Make the record of a run.
     *
     * @param source the source whose snapshot was held, when one was
     */
    public static Map<String, Object> of(RunOutcome outcome, Optional<SourceDescription> source, Services services) {
        Map<String, String> variables = services.environment().variables();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("formatVersion", FORMAT_VERSION);
        outcome.id().ifPresent(id -> fields.put("id", id.value()));
        fields.put("outcome", outcome.ending().word());
        fields.put("started", outcome.started().toString());
        fields.put("ended", outcome.ended().toString());
        outcome.export().ifPresent(export -> fields.put("export", export));
        outcome.strategy().ifPresent(strategy -> fields.put("strategy", strategy));
        fields.put("settings", settings(services.configuration()));
        Optional<EcsContainer> container = EcsContainer.find(variables);
        fields.put("who", who(container, variables));
        fields.put("program", program(container, services.plugins()));
        source.ifPresent(known -> fields.put("source", source(known)));
        outcome.ending().export().ifPresent(manifest -> fields.put("manifest", manifest(manifest)));
        if (outcome.ending() instanceof Failed failed) {
            fields.putAll(failed.failure().fields("failure"));
        }
        return fields;
    }

    /** What was set, wherever, and is no secret. */
    private static Map<String, String> settings(Configuration configuration) {
        Map<String, String> settings = new TreeMap<>();
        for (EffectiveSetting setting : configuration.effective()) {
            boolean set = setting.value()
                    .filter(value -> value.origin().kind() != Kind.DEFAULT)
                    .isPresent();
            if (set && !setting.declaration().secret()) {
                setting.shown()
                        .ifPresent(shown -> settings.put(setting.declaration().key(), shown));
            }
        }
        return settings;
    }

    private static Map<String, String> who(Optional<EcsContainer> container, Map<String, String> variables) {
        Map<String, String> who = new LinkedHashMap<>();
        who.put("user", System.getProperty("user.name", "?"));
        read("/proc/self", "unix:uid").ifPresent(uid -> who.put("uid", uid));
        hostName().ifPresent(host -> who.put("host", host));
        container.ifPresent(known -> {
            who.put("task", known.task());
            who.put("taskDefinition", known.taskDefinition());
        });
        // See "Defined runtime environment variables" of AWS Lambda and "Variables reference" of GitHub Actions.
        copy(variables, "AWS_LAMBDA_FUNCTION_NAME", who, "function");
        copy(variables, "AWS_LAMBDA_FUNCTION_VERSION", who, "functionVersion");
        copy(variables, "AWS_LAMBDA_LOG_STREAM_NAME", who, "logStream");
        copy(variables, "GITHUB_ACTOR", who, "actor");
        if (variables.containsKey("GITHUB_RUN_ID")) {
            who.put(
                    "workflow",
                    variables.getOrDefault("GITHUB_SERVER_URL", "https://github.com") + "/"
                            + variables.getOrDefault("GITHUB_REPOSITORY", "?") + "/actions/runs/"
                            + variables.get("GITHUB_RUN_ID"));
        }
        return who;
    }

    private static void copy(Map<String, String> variables, String variable, Map<String, String> who, String name) {
        String value = variables.getOrDefault(variable, "");
        if (!value.isEmpty()) {
            who.put(name, value);
        }
    }

    private static Optional<String> hostName() {
        try {
            return Optional.of(
                    Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
        } catch (IOException e) {
            return Optional.empty(); // not on Linux
        }
    }

    private static Optional<String> read(String path, String attribute) {
        try {
            return Optional.of(String.valueOf(Files.getAttribute(Path.of(path), attribute)));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> program(Optional<EcsContainer> container, Plugins plugins) {
        Map<String, Object> program = new LinkedHashMap<>();
        program.put("version", Version.number());
        digest(ProgramCode.jars()).ifPresent(digest -> program.put("jars", digest));
        digest(ProgramCode.jarsBeside(plugins)).ifPresent(digest -> program.put("plugins", digest));
        container.ifPresent(known -> {
            program.put("image", known.image());
            program.put("imageDigest", known.imageDigest());
        });
        program.put("java", System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"));
        return program;
    }

    private static Optional<String> digest(List<Path> jars) {
        try {
            return ProgramCode.digest(jars).map(digest -> "sha256:" + digest);
        } catch (IOException e) {
            return Optional.of("unreadable");
        }
    }

    private static Map<String, Object> source(SourceDescription source) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("database", source.database());
        source.server().ifPresent(server -> fields.put("server", server));
        source.user().ifPresent(user -> fields.put("user", user));
        fields.put("serverVersion", source.serverVersion());
        source.systemIdentifier().ifPresent(identifier -> fields.put("systemIdentifier", identifier));
        source.snapshot().ifPresent(snapshot -> fields.put("snapshot", snapshot));
        source.lsn().ifPresent(lsn -> fields.put("lsn", lsn));
        fields.put("moment", source.moment().toString());
        return fields;
    }

    private static Map<String, Object> manifest(Manifest manifest) {
        ExportSummary summary = ExportSummary.of(manifest);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sha256", Sha256.of(manifest));
        fields.put("tables", summary.tables());
        fields.put("rows", summary.rows());
        fields.put("objects", summary.objects());
        fields.put("bytes", summary.bytes());
        fields.put("leftOut", manifest.leftOut().size());
        fields.put("warnings", summary.warnings());
        return fields;
    }
}
