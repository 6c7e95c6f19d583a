package dev.pgexport.testkit.rds;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All databases of an instance or a cluster as they were when it was taken. */
final class Moment implements AutoCloseable {
    private final Instant time;
    private final List<SnapshotView> views;

    private Moment(Instant time, List<SnapshotView> views) {
        this.time = time;
        this.views = views;
    }

    static Moment of(RdsSource source) {
        List<SnapshotView> views = new ArrayList<>();
        try {
            for (var database : source.databases()) {
                views.add(SnapshotView.take(database));
            }
            return new Moment(Instant.now(), List.copyOf(views));
        } catch (SQLException e) {
            views.forEach(SnapshotView::close);
            throw new IllegalStateException("cannot take a snapshot of " + source.identifier(), e);
        }
    }

    Instant time() {
        return time;
    }

    List<SnapshotView> views() {
        return views;
    }

    @Override
    public void close() {
        views.forEach(SnapshotView::close);
    }
}
