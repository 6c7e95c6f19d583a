package dev.pgexport.restore;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.LoadRequest;
import dev.pgexport.api.Loading;
import dev.pgexport.api.ObjectContent;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.manifest.Manifest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Fills the database that a claim holds. */
final class DatabaseLoading implements Loading {
    private final LoadSettings settings;
    private final Map<String, String> environment;
    private final HeldTarget held;
    private volatile Optional<Filling> filling = Optional.empty();

    DatabaseLoading(LoadSettings settings, Map<String, String> environment, HeldTarget held) {
        this.settings = settings;
        this.environment = environment;
        this.held = held;
    }

    @Override
    public void begin(LoadRequest request) throws InterruptedException {
        Target target = held.target();
        new LoadCheck(target).require(request.description(), request.listener());
        Programs programs = new Programs(settings.program(), environment, target.database(), request.cancellation());
        // Looked for before anything is made.
        Archives archives = new Archives(programs, programs.restore(), settings.options(), request.jobs());
        filling = Optional.of(new Filling(request, LoadRecord.begin(target, request.id()), archives));
    }

    private Filling filling() {
        return filling.orElseThrow(() -> new IllegalStateException("nothing was begun"));
    }

    @Override
    public void load(ObjectName name, ObjectContent content, Writer writer) throws IOException, InterruptedException {
        Filling current = filling();
        if (content instanceof ObjectContent.Definitions) {
            current.definitions(name, writer);
        } else if (content instanceof ObjectContent.Rows rows) {
            current.rows(name, rows, writer);
        } else if (content instanceof ObjectContent.Sequences) {
            current.sequences(name, writer);
        } else if (content instanceof ObjectContent.LargeObjects largeObjects) {
            current.largeObjects(name, largeObjects, writer);
        } else if (content instanceof ObjectContent.Dump) {
            current.dump(name, writer);
        } else {
            throw new ExportException(Kind.CONFIGURATION, name + " cannot be loaded into a database, only stored")
                    .withAdvice("perhaps export to a location, and restore from there");
        }
    }

    @Override
    public void complete(Manifest manifest) throws IOException, InterruptedException {
        filling().complete(manifest);
        close();
    }

    @Override
    public void abort() {
        filling.ifPresent(Filling::abort);
    }

    @Override
    public long discard() {
        close();
        return held.takeBack();
    }

    /** Let go of what one attempt had. */
    void close() {
        filling.ifPresent(Filling::close);
        filling = Optional.empty();
    }
}
