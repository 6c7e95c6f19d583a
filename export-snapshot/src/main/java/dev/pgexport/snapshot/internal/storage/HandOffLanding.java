package dev.pgexport.snapshot.internal.storage;

import dev.pgexport.api.ExportId;
import dev.pgexport.api.HandOff;
import java.io.IOException;
import java.time.Duration;

/** RDS writes into the folder of the export itself. */
final class HandOffLanding implements Landing {
    private final HandOff handOff;
    private final ExportId id;
    private final Place place;
    private final boolean undisturbed;

    HandOffLanding(HandOff handOff, ExportId id) throws IOException {
        this.handOff = handOff;
        this.id = id;
        this.place = Place.of(handOff.location(id)).resolve(Landings.FOLDER);
        this.undisturbed = handOff.held(id);
    }

    @Override
    public Place place() {
        return place;
    }

    @Override
    public boolean undisturbed() {
        return undisturbed;
    }

    @Override
    public void hold(Duration atMost) throws IOException {
        handOff.hold(id, atMost);
    }

    @Override
    public void release() throws IOException {
        handOff.release(id);
    }

    @Override
    public boolean inPlace() {
        return true;
    }
}
