package dev.pgexport.cli.show;

import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.cli.command.Command;
import dev.pgexport.cli.command.Services;
import dev.pgexport.cli.configuration.SettingGroup.Topic;
import dev.pgexport.cli.failure.ExitCode;
import dev.pgexport.cli.location.OpenExport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what an export holds. */
@picocli.CommandLine.Command(
        name = "show",
        header = "Shows what an export holds.",
        description = "A summary for people, or the manifest itself.",
        footer = {
            "",
            "Examples",
            "  pgexport show /var/exports/20261121T010203Z-app-copy-k3f9",
            "  pgexport show /var/exports",
            "      the newest export there",
            "  pgexport show --json /var/exports | jq .tables"
        })
public final class ShowCommand implements Command {
    @Parameters(
            arity = "0..1",
            paramLabel = "EXPORT",
            description = "The folder or prefix of an export, or a location; without it, the location of --to. Of a"
                    + " location it is the newest export, or the one of --id.")
    @Nullable private String export;

    @Option(names = "--json", description = "Write the manifest as it is.")
    private boolean json;

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.LOCATION, Topic.SINK, Topic.OUTPUT);
    }

    @Override
    public int run(Services services) throws IOException {
        try (OpenExport opened = services.locations().open(Optional.ofNullable(export))) {
            services.console().result(json ? manifest(opened).stripTrailing() : ManifestText.of(opened));
        }
        return ExitCode.DONE.number();
    }

    private static String manifest(OpenExport opened) throws IOException {
        try (InputStream in = opened.sink().open(opened.manifest().id().resolve(Manifest.NAME))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
