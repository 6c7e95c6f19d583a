package dev.pgexport.engine;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.ExistingObject;
import dev.pgexport.api.ExportListener;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.HandOff;
import dev.pgexport.api.Leftover;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.Sink;
import dev.pgexport.api.manifest.ExportDescription;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.engine.Discarding.Outcome;
import dev.pgexport.engine.ObjectPipeline.Passed;
import dev.pgexport.engine.codec.Compression;
import dev.pgexport.engine.manifest.ManifestJson;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where one export goes: stored in a location, or loaded into a database. Every failure is an ExportException. */
sealed interface Storage permits LocationStorage, DatabaseStorage {
    /** Takes an object's bytes from its source to a stream. */
    interface Pass {
        Passed to(OutputStream out) throws IOException, InterruptedException;
    }

    Sink.Claim claim();

    List<Leftover> leftovers();

    void remove(Leftover leftover);

    Optional<HandOff> handOff();

    /** Return whether another service may be writing to the export's folder. */
    boolean held();

    /** Say that no other service writes to the export's folder any more. */
    void release();

    /** Return the manifest of the export, when it is there already. */
    Optional<Manifest> manifest();

    /** Return how objects are compressed. */
    Compression compression(Compression wanted);

    /** Say what will come. */
    void begin(ExportDescription description, ExportListener listener) throws InterruptedException;

    /** Put an object, whole or not at all; its bytes are what is there on return. */
    Passed put(ObjectName name, ExportObject object, Pass pass) throws InterruptedException;

    Checksums adopt(HandOff handOff, ObjectName name, ExistingObject existing) throws InterruptedException;

    /** End what an interrupt does not end. */
    void abort();

    /** Make the export complete, if what is there is what was written. */
    RunResult complete(Manifest manifest, Map<ObjectName, ManifestObject> objects) throws InterruptedException;

    /** Take back everything that can be taken back. */
    Outcome discard() throws InterruptedException;

    /** Return where a run's export goes. */
    static Storage of(RunRequest request, int processors, ManifestJson json) {
        return request.sink()
                .loading()
                .<Storage>map(loading -> new DatabaseStorage(request, loading, processors))
                .orElseGet(() -> new LocationStorage(request.sink(), request.id(), json));
    }
}
