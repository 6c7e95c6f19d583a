package dev.pgexport.engine;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.SourceState;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.engine.location.ExportLocation;
import dev.pgexport.engine.manifest.ManifestJson;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the export of the location that shows what an export made now would show. */
final class UnchangedExport {
    /** An older one is not worth the reading: fingerprints do not come back. */
    private static final int MOST = 20;

    private final RunRequest request;
    private final ManifestJson json;
    private final Events events;
    private final SourceComparison comparison;

    UnchangedExport(RunRequest request, ManifestJson json, Events events) {
        this.request = request;
        this.json = json;
        this.events = events;
        this.comparison = SourceComparison.of(request);
    }

    /** Return it; say why when there is none. */
    Optional<Manifest> find(SourceState state) {
        if (state.fingerprint().isEmpty()) {
            changed("nothing safe can be said of whether the source has changed");
            return Optional.empty();
        }
        Map<String, String> now = state.fingerprint().get();
        Optional<Manifest> newest = Optional.empty();
        for (Manifest earlier : new ExportLocation(request.sink()).newest(MOST)) {
            if (comparison.same(earlier, now)) {
                if (isThere(earlier)) {
                    return Optional.of(earlier);
                }
                changed("the objects of " + earlier.id() + " are not as its manifest says");
                return Optional.empty();
            }
            if (newest.isEmpty() && comparison.sameTask(earlier)) {
                newest = Optional.of(earlier);
            }
        }
        changed(newest.map(earlier -> since(earlier, now))
                .orElse("the location has no newer export of this strategy with these settings"));
        return Optional.empty();
    }

    private String since(Manifest earlier, Map<String, String> now) {
        return earlier.source().fingerprint().isEmpty()
                ? "of " + earlier.id() + " nothing safe is known"
                : "changed since " + earlier.id() + ": " + String.join(", ", comparison.differences(earlier, now));
    }

    private void changed(String why) {
        events.publish(new RunEvent.SourceChanged(why));
    }

    /** Compare what the location lists with the manifest: sizes, and the checksums that cost no reading. */
    private boolean isThere(Manifest earlier) {
        Map<ObjectName, ManifestObject> missing = new HashMap<>();
        earlier.objects().forEach(object -> missing.put(object.name(), object));
        try {
            new LocationStorage(request.sink(), earlier.id(), json).forEach(stored -> {
                ManifestObject object = missing.remove(stored.name());
                if (object != null) {
                    LocationStorage.check(stored, object.name(), object.bytes(), object.checksums());
                }
            });
        } catch (ExportException e) {
            if (e.kind() == ExportException.Kind.INTEGRITY) {
                return false;
            }
            throw e;
        }
        return missing.isEmpty();
    }
}
