package dev.pgexport.s3;

import dev.pgexport.api.ExistingObject;
import dev.pgexport.api.Export;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.ExportRequest;
import dev.pgexport.api.Finding;
import dev.pgexport.api.HandOff;
import dev.pgexport.api.Inspection;
import dev.pgexport.api.InspectionRequest;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.SourcePlugin;
import dev.pgexport.api.Written;
import dev.pgexport.api.manifest.Consistency;
import dev.pgexport.api.manifest.Contents;
import dev.pgexport.api.manifest.ExportDescription;
import dev.pgexport.api.manifest.SourceDescription;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** A strategy whose objects another service writes, in an hour at most. */
final class AdoptedSource implements SourcePlugin<AdoptedSource.Settings> {
    /** It has none. */
    record Settings() {}

    /** Has another service write, and returns what it has written. */
    interface Service {
        List<ExistingObject> write() throws InterruptedException;
    }

    private final Service service;
    private final Runnable confirm;

    /** @param confirm done once everything was adopted */
    AdoptedSource(Service service, Runnable confirm) {
        this.service = service;
        this.confirm = confirm;
    }

    @Override
    public String name() {
        return "adopted";
    }

    @Override
    public String description() {
        return "Takes what another service wrote";
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public boolean resumes() {
        return true;
    }

    @Override
    public Export open(Settings settings, ExportRequest request) throws InterruptedException {
        HandOff handOff = request.handOff().orElseThrow();
        try {
            handOff.hold(request.id(), Duration.ofHours(1));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        String folder = handOff.location(request.id()).getPath();
        List<ExportObject> objects = service.write().stream()
                .<ExportObject>map(existing ->
                        new Adopted(new ObjectName(existing.location().getPath().substring(folder.length())), existing))
                .toList();
        return new Adoption(objects, confirm);
    }

    @Override
    public List<Finding> diagnose(Settings settings, ExportRequest request) {
        return List.of();
    }

    @Override
    public Inspection inspect(Settings settings, InspectionRequest request) {
        throw new AssertionError("nobody reads it");
    }

    private record Adoption(List<ExportObject> all, Runnable confirmation) implements Export {
        @Override
        public ExportDescription description() {
            SourceDescription source = new SourceDescription(
                    "app",
                    "17.2",
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    "UTF8",
                    Optional.empty(),
                    Optional.empty(),
                    Instant.parse("2026-11-21T01:02:03Z"));
            return new ExportDescription(
                    source, Consistency.STORAGE_SNAPSHOT, Contents.DATA_ONLY, List.of(), List.of());
        }

        @Override
        public Iterator<ExportObject> objects() {
            return all.iterator();
        }

        @Override
        public void confirm() {
            confirmation.run();
        }

        @Override
        public void close() {}
    }

    private record Adopted(ObjectName name, ExistingObject place) implements ExportObject {
        @Override
        public long estimatedBytes() {
            return place.bytes();
        }

        @Override
        public boolean compressible() {
            return false;
        }

        @Override
        public boolean repeatable() {
            return true;
        }

        @Override
        public Written writeTo(OutputStream out) {
            throw new AssertionError("the bytes of " + name + " were asked for");
        }

        @Override
        public Optional<ExistingObject> existing() {
            return Optional.of(place);
        }
    }
}
