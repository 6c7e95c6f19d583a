package dev.pgexport.cli.show;

import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.manifest.ManifestTable;
import dev.pgexport.cli.location.OpenExport;
import dev.pgexport.cli.output.Amounts;
import dev.pgexport.cli.output.TextTable;
import dev.pgexport.engine.location.ExportSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Shows a manifest to a person. */
final class ManifestText {
    private final List<String> lines = new ArrayList<>();

    private ManifestText() {}

    static String of(OpenExport opened) {
        ManifestText text = new ManifestText();
        text.head(opened);
        text.tables(opened.manifest());
        text.list(
                "Left out",
                opened.manifest().leftOut().stream()
                        .map(left -> left.kind() + " " + left.name() + ": " + left.reason())
                        .toList());
        text.list("Warnings", opened.manifest().warnings());
        return String.join(System.lineSeparator(), text.lines);
    }

    private void head(OpenExport opened) {
        Manifest manifest = opened.manifest();
        ExportSummary summary = ExportSummary.of(manifest);
        lines.add("Export     " + opened.name());
        lines.add("Database   " + manifest.source().database() + " on PostgreSQL "
                + manifest.source().serverVersion()
                + manifest.source().server().map(server -> " at " + server).orElse("")
                + (manifest.source().replica() ? " (a replica)" : ""));
        lines.add("Strategy   " + manifest.strategy() + settings(manifest.settings()));
        lines.add("Moment     " + manifest.source().moment() + ", by " + spelled(manifest.consistency()));
        lines.add("Contents   " + spelled(manifest.contents()) + ": " + Amounts.count(summary.tables(), "table") + ", "
                + Amounts.count(summary.rows(), "row") + ", " + Amounts.count(summary.objects(), "object") + ", "
                + Amounts.bytes(summary.bytes()));
        long unhashed = manifest.objects().stream()
                .filter(object -> object.checksums().hashes().isEmpty())
                .count();
        if (unhashed > 0) {
            lines.add("Checksums  an ETag alone for " + Amounts.count(unhashed, "object")
                    + ", which another service wrote; it is lost by a copy");
        }
        lines.add("Made by    pgexport " + manifest.programVersion() + " in " + Amounts.duration(summary.took()));
    }

    private static String settings(Map<String, String> settings) {
        return settings.isEmpty()
                ? ""
                : new TreeMap<>(settings)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .collect(Collectors.joining(", ", " (", ")"));
    }

    private void tables(Manifest manifest) {
        if (manifest.tables().isEmpty()) {
            return;
        }
        Map<String, ManifestObject> objects = manifest.objects().stream()
                .collect(Collectors.toMap(object -> object.name().value(), Function.identity()));
        TextTable table = new TextTable(List.of("TABLE", "KIND", "ROWS", "OBJECTS", "SIZE"), Set.of(2, 3, 4));
        manifest.tables().stream()
                .sorted(Comparator.comparing(entry -> entry.description().name()))
                .forEach(entry -> table.add(
                        entry.description().name().toString(),
                        spelled(entry.description().kind()),
                        entry.rows().isPresent() ? Amounts.count(entry.rows().getAsLong()) : "-",
                        Amounts.count(entry.objects().size()),
                        Amounts.bytes(size(entry, objects))));
        lines.add("");
        lines.add(table.render());
    }

    /** Count only what holds this table alone: an object of several tables says nothing of one of them. */
    private static long size(ManifestTable table, Map<String, ManifestObject> objects) {
        return table.objects().stream()
                .map(name -> objects.get(name.value()))
                .filter(object -> object != null && object.rows().size() == 1)
                .mapToLong(ManifestObject::bytes)
                .sum();
    }

    private void list(String title, List<String> entries) {
        if (!entries.isEmpty()) {
            lines.add("");
            lines.add(title);
            entries.forEach(entry -> lines.add("  " + entry));
        }
    }

    private static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
