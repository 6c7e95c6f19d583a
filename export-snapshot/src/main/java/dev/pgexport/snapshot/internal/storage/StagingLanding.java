package dev.pgexport.snapshot.internal.storage;

import java.time.Duration;

/** RDS writes to a place of this strategy's own, which nobody else clears. */
final class StagingLanding implements Landing {
    private final Place place;

    StagingLanding(Place place) {
        this.place = place;
    }

    @Override
    public Place place() {
        return place;
    }

    @Override
    public boolean undisturbed() {
        return true;
    }

    @Override
    public void hold(Duration atMost) {
        // Nobody but this export's runs touches it.
    }

    @Override
    public void release() {
        // What is in it is deleted by who gives up.
    }

    @Override
    public boolean inPlace() {
        return false;
    }
}
