package dev.pgexport.engine;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.ExistingObject;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportListener;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.HandOff;
import dev.pgexport.api.Leftover;
import dev.pgexport.api.LoadRequest;
import dev.pgexport.api.Loading;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import dev.pgexport.api.manifest.ExportDescription;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.engine.Discarding.Outcome;
import dev.pgexport.engine.ObjectPipeline.Passed;
import dev.pgexport.engine.RunResult.Loaded;
import dev.pgexport.engine.codec.Compression;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A database that an export is loaded into, with nothing stored. */
final class DatabaseStorage implements Storage {
    private final RunRequest request;
    private final Sink sink;
    private final Loading loading;
    private final int jobs;

    /** @throws ExportException of kind CONFIGURATION when the strategy writes nothing that can be loaded */
    DatabaseStorage(RunRequest request, Loading loading, int processors) {
        this.request = request;
        this.sink = request.sink();
        this.loading = loading;
        this.jobs = request.settings().effectiveJobs(processors);
        if (!request.source().loadable()) {
            throw new ExportException(
                            Kind.CONFIGURATION,
                            "what the strategy " + request.source().strategy()
                                    + " writes with these settings can be stored, and not be loaded as it comes")
                    .withAdvice(
                            "perhaps use --strategy copy, or --strategy pgdump with --pgdump-mode stream; or export to"
                                    + " a location, and restore from there");
        }
    }

    @Override
    public Sink.Claim claim() {
        return SinkCalls.call("claim the database", () -> sink.claim(request.id()));
    }

    @Override
    public List<Leftover> leftovers() {
        return SinkCalls.call("look for what dead runs left", sink::leftovers);
    }

    @Override
    public void remove(Leftover leftover) {
        SinkCalls.call("take back what is left of " + leftover.id(), () -> {
            sink.remove(leftover);
            return true;
        });
    }

    @Override
    public Optional<HandOff> handOff() {
        return Optional.empty();
    }

    @Override
    public boolean held() {
        return false;
    }

    @Override
    public void release() {
        // No other service writes into a database.
    }

    @Override
    public Optional<Manifest> manifest() {
        return Optional.empty();
    }

    @Override
    public Compression compression(Compression wanted) {
        return Compression.none();
    }

    @Override
    public void begin(ExportDescription description, ExportListener listener) throws InterruptedException {
        loading.begin(new LoadRequest(
                request.id(),
                description,
                jobs,
                request.settings().effectiveScratch(),
                request.cancellation(),
                listener));
    }

    @Override
    public Passed put(ObjectName name, ExportObject object, Pass pass) throws InterruptedException {
        AtomicReference<Passed> result = new AtomicReference<>();
        SinkCalls.write("load " + name, () -> {
            loading.load(name, object.content(), out -> {
                Passed passed = pass.to(out);
                result.set(passed);
                return passed.written();
            });
            return true;
        });
        return Optional.ofNullable(result.get())
                .orElseThrow(() -> new IllegalStateException("the sink loaded " + name + " without its bytes"));
    }

    @Override
    public Checksums adopt(HandOff handOff, ObjectName name, ExistingObject existing) {
        throw new IllegalStateException("a database adopts nothing: " + name);
    }

    @Override
    public void abort() {
        loading.abort();
    }

    @Override
    public RunResult complete(Manifest manifest, Map<ObjectName, ManifestObject> objects) throws InterruptedException {
        SinkCalls.write("complete the database", () -> {
            loading.complete(manifest);
            return true;
        });
        return new Loaded(manifest);
    }

    @Override
    public Outcome discard() throws InterruptedException {
        try {
            return new Outcome(loading.discard(), Optional.empty());
        } catch (ExportException e) {
            return new Outcome(0, Optional.of(e));
        }
    }
}
