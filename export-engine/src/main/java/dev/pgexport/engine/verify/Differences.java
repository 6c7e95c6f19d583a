package dev.pgexport.engine.verify;

import dev.pgexport.api.manifest.ManifestObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects differences of many threads. */
final class Differences {
    private final List<Difference> found = Collections.synchronizedList(new ArrayList<>());

    void add(Difference.Kind kind, ManifestObject object, String detail) {
        add(kind, object.name().value(), detail);
    }

    void add(Difference.Kind kind, String subject, String detail) {
        found.add(new Difference(kind, subject, detail));
    }

    List<Difference> sorted() {
        synchronized (found) {
            return found.stream().sorted().toList();
        }
    }
}
