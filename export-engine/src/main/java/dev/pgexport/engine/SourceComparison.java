package dev.pgexport.engine;

import dev.pgexport.api.manifest.Codec;
import dev.pgexport.api.manifest.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What must be the same for an export made now to show what an earlier one shows, in the same form. */
record SourceComparison(String strategy, Map<String, String> settings, Codec compression, String programVersion) {
    static SourceComparison of(RunRequest request) {
        return new SourceComparison(
                request.source().strategy(),
                request.source().recordedSettings(),
                request.settings().compression(),
                request.programVersion());
    }

    /** Return what the manifest is to say: what the source says of itself, and what this run adds. */
    Map<String, String> fingerprint(Map<String, String> ofSource) {
        Map<String, String> all = new HashMap<>(ofSource);
        all.put("compression", compression.name().toLowerCase(Locale.ROOT));
        all.put("program", programVersion);
        return all;
    }

    /** Return whether an export is of the same task: only then are fingerprints compared. */
    boolean sameTask(Manifest earlier) {
        return earlier.strategy().equals(strategy) && earlier.settings().equals(settings);
    }

    boolean same(Manifest earlier, Map<String, String> ofSource) {
        return sameTask(earlier) && earlier.source().fingerprint().equals(Optional.of(fingerprint(ofSource)));
    }

    /** Return what of an earlier export's fingerprint is another now, by its names. */
    List<String> differences(Manifest earlier, Map<String, String> ofSource) {
        Map<String, String> before = earlier.source().fingerprint().orElse(Map.of());
        Map<String, String> now = fingerprint(ofSource);
        List<String> different = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            if (!Optional.ofNullable(before.get(name)).equals(Optional.ofNullable(now.get(name)))) {
                different.add(name);
            }
        }
        return different;
    }
}
