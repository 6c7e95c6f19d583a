package dev.pgexport.engine.location;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.engine.location.ListedExport.Complete;
import dev.pgexport.engine.location.ListedExport.Incomplete;
import dev.pgexport.engine.location.ListedExport.Unreadable;
import dev.pgexport.engine.manifest.ManifestJson;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The exports of a location. Thread-safe, as its sink is. */
public final class ExportLocation {
    private final Sink sink;
    private final ManifestJson json = new ManifestJson();

    /** @param sink the location; stays open */
    public ExportLocation(Sink sink) {
        this.sink = sink;
    }

    /**
     * List the exports: complete ones first, the newest snapshot first, then what is not complete, by id backwards.
     * Holds a summary of each, never two manifests at once.
     *
     * @throws ExportException when the location cannot be read
     */
    public List<ListedExport> list() {
        List<ExportId> ids;
        try (Stream<ExportId> exports = sink.exports()) {
            ids = exports.toList();
        } catch (IOException e) {
            throw unavailable("list the exports of the location", e);
        }
        List<ListedExport> listed = new ArrayList<>();
        ids.forEach(id -> listed.add(look(id)));
        listed.sort(Comparator.<ListedExport, Instant>comparing(
                        export -> export.moment().orElse(Instant.MIN))
                .thenComparing(ListedExport::id)
                .reversed());
        return listed;
    }

    private ListedExport look(ExportId id) {
        try {
            Optional<Manifest> manifest = find(id);
            return manifest.isPresent() ? new Complete(ExportSummary.of(manifest.get())) : new Incomplete(id);
        } catch (ExportException e) {
            if (e.kind() == Kind.INTEGRITY || e.kind() == Kind.CONFIGURATION) {
                return new Unreadable(id, e);
            }
            throw e;
        }
    }

    /**
     * Read the manifest of an export, when there is one.
     *
     * @throws ExportException of kind INTEGRITY when it is damaged, CONFIGURATION when it is of a newer format version
     */
    public Optional<Manifest> find(ExportId id) {
        ObjectName name = id.resolve(Manifest.NAME);
        try {
            if (sink.find(name).isEmpty()) {
                return Optional.empty();
            }
            try (InputStream in = sink.open(name)) {
                Manifest manifest = json.read(in, name.value());
                if (!manifest.id().equals(id)) {
                    throw new ExportException(
                            Kind.INTEGRITY, name + " is the manifest of another export: " + manifest.id());
                }
                return Optional.of(manifest);
            }
        } catch (IOException e) {
            throw unavailable("read " + name, e);
        }
    }

    /**
     * Read the manifest of an export.
     *
     * @throws ExportException of kind CONFIGURATION when there is no such export, or none that is complete
     */
    public Manifest read(ExportId id) {
        return find(id).orElseThrow(() -> new ExportException(
                        Kind.CONFIGURATION, "there is no complete export " + id + " at this location")
                .withAdvice("perhaps list the location to see what it holds"));
    }

    /**
     * Read the manifest of the complete export with the newest snapshot.
     *
     * @throws ExportException of kind CONFIGURATION when no export is complete
     */
    public Manifest newest() {
        for (ListedExport listed : list()) {
            if (listed instanceof Complete complete) {
                return read(complete.id());
            }
        }
        throw new ExportException(Kind.CONFIGURATION, "there is no complete export at this location")
                .withAdvice("perhaps check the location's name");
    }

    /**
     * Read the manifests of complete exports one by one: that which {@link LatestPointer} names, then by id backwards, which
     * for ids that are made is the newest first. What cannot be read is passed over.
     *
     * @param most how many manifests are read at most
     * @throws ExportException when the location cannot be read, also while iterating
     */
    public Iterable<Manifest> newest(int most) {
        Optional<ExportId> latest = new LatestPointer(sink).id();
        List<ExportId> ids = new ArrayList<>();
        latest.ifPresent(ids::add);
        try (Stream<ExportId> exports = sink.exports()) {
            exports.filter(id -> !latest.equals(Optional.of(id)))
                    .sorted(Comparator.reverseOrder())
                    .forEach(ids::add);
        } catch (IOException e) {
            throw unavailable("list the exports of the location", e);
        }
        return () -> ids.stream()
                .map(this::readable)
                .flatMap(Optional::stream)
                .limit(most)
                .iterator();
    }

    private Optional<Manifest> readable(ExportId id) {
        try {
            return find(id);
        } catch (ExportException e) {
            if (e.kind() == Kind.INTEGRITY || e.kind() == Kind.CONFIGURATION) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static ExportException unavailable(String what, IOException cause) {
        return new ExportException(Kind.UNAVAILABLE, "cannot " + what + ": " + cause.getMessage(), cause);
    }
}
