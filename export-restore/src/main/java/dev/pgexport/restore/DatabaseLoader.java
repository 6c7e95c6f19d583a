package dev.pgexport.restore;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Finding;
import dev.pgexport.api.Leftover;
import dev.pgexport.api.Loading;
import dev.pgexport.api.Sink;
import dev.pgexport.postgres.connection.ConnectionSettings;
import dev.pgexport.postgres.connection.Database;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A database to fill with exports as they come, for a sink that stores nothing. What is not complete is taken back: by the run
 * itself, or by the next after that has died. Thread-safe as {@link Loading} says.
 */
public final class DatabaseLoader implements AutoCloseable {
    private final Database database;
    private final HeldTarget held;
    private final DatabaseLoading loading;

    /**
     * Name a database; nothing is connected to yet.
     *
     * @param to a URI as libpq takes it; may hold a password
     * @param environment the process's environment, with its PG* variables
     * @throws ExportException of kind CONFIGURATION when it names none
     */
    public DatabaseLoader(LoadSettings settings, String to, Map<String, String> environment) {
        this.database = Database.resolve(new ConnectionSettings(Optional.of(to)), environment);
        this.held = new HeldTarget(database);
        this.loading = new DatabaseLoading(settings, environment, held);
    }

    /**
     * Claim the database for one run.
     *
     * @throws ExportException of kind BUSY when another run or a restore is at work in it
     */
    public Sink.Claim claim() {
        held.claim();
        return held::release;
    }

    /** Return how it is filled while it is claimed. */
    public Loading loading() {
        return loading;
    }

    /** Find what a dead run left in it. */
    public List<Leftover> leftovers() {
        Optional<Target> free = free();
        if (free.isEmpty()) {
            return List.of();
        }
        try (Target target = free.get()) {
            return LoadRecord.find(target).stream()
                    .map(record -> new Leftover(record.id(), record.objects(), 0))
                    .toList();
        }
    }

    /** Take back what a dead run left in it, unless a run has claimed it meanwhile. */
    public void remove(Leftover leftover) {
        Optional<Target> free = free();
        if (free.isPresent()) {
            try (Target target = free.get()) {
                Optional<LoadRecord> record = LoadRecord.find(target);
                if (record.isPresent() && record.get().id().equals(leftover.id())) {
                    new Emptying(target).empty();
                }
            }
        }
    }

    /** Open the database, unless a run is at work in it. */
    private Optional<Target> free() {
        try {
            return Optional.of(Target.open(database));
        } catch (ExportException e) {
            if (e.kind() == Kind.BUSY) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Look whether the database can be filled. */
    public List<Finding> diagnose() {
        return new LoadDiagnosis(database).findings();
    }

    /** Return the database for messages, without secrets. */
    @Override
    public String toString() {
        return database.toString();
    }

    @Override
    public void close() {
        loading.close();
        held.release();
    }
}
