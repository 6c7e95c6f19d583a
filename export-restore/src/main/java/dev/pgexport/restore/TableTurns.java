package dev.pgexport.restore;

import dev.pgexport.api.TableName;
import dev.pgexport.api.manifest.ManifestObject;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Gives objects out so that connections load different tables, and each table's objects one after the other, as long as
 * there are tables enough: then rows lie in the order that they had, which makes indexes of growing keys quicker to build,
 * and no two connections wait for each other to make a table's file longer.
 *
 * <p>Thread-safe.
 */
final class TableTurns implements Iterator<ManifestObject> {
    private final Map<TableName, Turn> turns = new HashMap<>();

    /** Those that have objects left, the one whose turn is next at the end. */
    private final TreeSet<Turn> waiting = new TreeSet<>();

    /** What is left of a table, and how many work on it. */
    private static final class Turn implements Comparable<Turn> {
        private static final Comparator<Turn> ORDER = Comparator.<Turn>comparingInt(turn -> -turn.workers)
                .thenComparing(turn -> turn.begun)
                .thenComparingLong(turn -> turn.bytes)
                .thenComparing(turn -> turn.table);

        private final TableName table;
        private final Deque<ManifestObject> objects = new ArrayDeque<>();
        private long bytes;
        private int workers;
        private boolean begun;

        Turn(TableName table) {
            this.table = table;
        }

        void add(ManifestObject object) {
            objects.add(object);
            bytes += object.decodedBytes();
        }

        ManifestObject take() {
            ManifestObject object = objects.remove();
            bytes -= object.decodedBytes();
            workers++;
            begun = true;
            return object;
        }

        @Override
        public int compareTo(Turn other) {
            return ORDER.compare(this, other);
        }
    }

    /** @param objects each with rows of one table */
    TableTurns(Collection<ManifestObject> objects) {
        objects.stream()
                .sorted(Comparator.comparing(object -> object.name().value()))
                .forEach(object ->
                        turns.computeIfAbsent(table(object), Turn::new).add(object));
        waiting.addAll(turns.values());
    }

    private static TableName table(ManifestObject object) {
        return object.rows().keySet().iterator().next();
    }

    @Override
    public synchronized boolean hasNext() {
        return !waiting.isEmpty();
    }

    /** Return the next object of the table that the fewest work on; of these one that is begun, or that has the most left. */
    @Override
    public synchronized ManifestObject next() {
        Turn most = waiting.pollLast();
        if (most == null) {
            throw new NoSuchElementException();
        }
        ManifestObject object = most.take();
        if (!most.objects.isEmpty()) {
            waiting.add(most);
        }
        return object;
    }

    /** Say that nobody works any more on an object that was given out. */
    synchronized void done(ManifestObject object) {
        Turn turn = Objects.requireNonNull(turns.get(table(object)));
        boolean waits = waiting.remove(turn);
        turn.workers--;
        if (waits) {
            waiting.add(turn);
        }
    }
}
